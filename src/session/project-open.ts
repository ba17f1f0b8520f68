import { FaultError, fail, unwrap } from "../fault.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { enginePool } from "./engine.ts";
import { addFailure } from "./failures.ts";
import { change } from "./history.ts";
import { keepScene } from "./keep-scenes.ts";
import { fromProjectJson } from "./project-json.ts";
import { envelopeSchema, type ProjectText, projectSchema } from "./project-schema.ts";
import type { Keeping, SceneRecord } from "./state.ts";
import { session } from "./store.ts";
import { type ZipPart, zipParts } from "./zip-read.ts";

/** The text of a project is refused above this. */
const textLimitBytes = 2 ** 28;

/**
 * Take a saved project in place of the one that is open, which undo brings back. Files that are neither in it nor in this browser
 * wait until they are dropped; addresses wait until they are allowed. What is wrong with it is listed.
 */
export async function openProject(file: File): Promise<void> {
  try {
    const { project, parts } = await readProjectFile(file);
    const { scenes } = session.getState();
    const records = await Promise.all(
      project.scenes.map(async ({ meta, file: path }): Promise<SceneRecord> => {
        const known = scenes[meta.id];
        if (known && known.keeping.kind !== "lost") return { meta, keeping: known.keeping };
        return { meta, keeping: await reach(meta, parts.find(({ name }) => name === path) ?? null, file.name) };
      }),
    );
    session.setState({ scenes: { ...session.getState().scenes, ...Object.fromEntries(records.map((record) => [record.meta.id, record])) } });
    change("Open project", () => project.document);
    const { document, measured, waiting } = session.getState();
    session.setState({
      selected: document.layers.find(({ id }) => id === project.selected)?.id ?? document.layers[0]?.id ?? null,
      openStep: null,
      picked: [],
      compare: null,
      mode: { kind: "look" },
      waiting: [...new Set([...waiting, ...project.waiting])],
      measured: { ...measured, ...project.measured },
      ...(project.camera && { camera: project.camera }),
    });
    for (const { meta, keeping } of records) {
      const bytes = enginePool().bytesOf(meta.id);
      if (keeping.kind === "temporary" && bytes) void keepScene(meta, bytes, null);
    }
  } catch (error) {
    addFailure(file.name, error);
  }
}

/** Make a scene of the project readable, as far as it can be. Bytes that are not those of the scene are listed as damaged. */
async function reach(meta: SceneMeta, part: ZipPart | null, file: string): Promise<Keeping> {
  if (meta.remote) return { kind: "remote", granted: false };
  const port = enginePool().anyPort();
  if (unwrap(await port.isKept(meta))) {
    enginePool().attach(meta, null);
    return { kind: "stored" };
  }
  if (!part) return { kind: "lost" };
  const bytes = await part.bytes();
  const read = await port.open(meta.name, bytes, {});
  if (!read.ok || read.value.id !== meta.id) {
    const detail = `the bytes that came as ${meta.name} are not those of the file it was made of`;
    addFailure(meta.name, new FaultError({ tag: "bad-project", file, why: "damaged", detail }));
    return { kind: "lost" };
  }
  enginePool().attach(meta, bytes);
  return { kind: "temporary" };
}

/** What a project file holds. Faults: `bad-project`. */
async function readProjectFile(file: File): Promise<{ readonly project: ProjectText; readonly parts: readonly ZipPart[] }> {
  const refuse = (why: "not-a-project" | "newer" | "damaged", detail: string): never => fail({ tag: "bad-project", file: file.name, why, detail });
  const parts = (await zipParts(file)) ?? refuse("not-a-project", "it is no zip file, or only a part of one");
  const part = parts.find(({ name }) => name === "project.json") ?? refuse("not-a-project", "there is no project.json in it");
  if (part.sizeBytes > textLimitBytes) return refuse("damaged", "its project.json is too large");
  const told = parsed(await (await part.bytes()).text());
  if (told === undefined) return refuse("damaged", "its project.json is no JSON");
  const envelope = envelopeSchema.safeParse(told);
  if (!envelope.success) return refuse("not-a-project", "its project.json tells of something else");
  if (envelope.data.version > 1) return refuse("newer", `it has version ${envelope.data.version}, and 1 is known here`);
  const project = projectSchema.safeParse(told);
  if (project.success) return { project: project.data, parts };
  const [issue] = project.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  return place.endsWith(".op")
    ? refuse("newer", "it holds a step that is not known here")
    : refuse("damaged", `${place}: ${issue?.message ?? "not as expected"}`);
}

function parsed(text: string): unknown {
  try {
    return fromProjectJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
