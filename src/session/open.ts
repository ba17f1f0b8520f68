import { type Fault, FaultError, faultOf } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { hasAreas } from "../ops/areas-field.ts";
import { hasShapes } from "../ops/shapes-field.ts";
import { sceneLayer } from "../plan/make.ts";
import { firstStyle, select } from "./edit-layers.ts";
import { addStep } from "./edit-steps.ts";
import { addFailure } from "./failures.ts";
import { freshId } from "./fresh-id.ts";
import { layerGround } from "./ground.ts";
import { change } from "./history.ts";
import { addAreas, addVector, tellSkipped } from "./mask-files.ts";
import { neighbours } from "./neighbours.ts";
import { addNotice } from "./notices.ts";
import { openScene, sceneBeside } from "./open-scene.ts";
import { openProject } from "./project-open.ts";
import { nameOfAddress, openRemoteScene } from "./remote.ts";
import { sameGround } from "./same-ground.ts";
import { type DroppedFile, type LooseSideCars, sortDrop, stemOf } from "./sort-drop.ts";
import type { LayerDoc, LayerId, Toast } from "./state.ts";
import { session } from "./store.ts";
import { readAreas } from "./vectors.ts";

/** GeoTIFFs with their side-cars, and vector files: each ends as a layer, a mask, a waiting scene or a failure. A project takes the place of the one that is open. */
export async function open(files: readonly DroppedFile[], shows?: (scene: SceneMeta) => boolean): Promise<readonly LayerId[]> {
  const { tiffs, vectors, projects, loose, others } = sortDrop(files);
  // First, so that files dropped with their project find it.
  for (const { file } of projects) await openProject(file);
  const layers = await openScenes(
    tiffs.map((drop) => ({ name: drop.file.name, open: () => openScene(drop) })),
    shows,
  );
  const passed = others.map(({ file }) => file.name);
  const beside = await placeBeside(loose, passed);
  for (const dropped of vectors) if (!(await openVector(dropped))) passed.push(dropped.file.name);
  if (passed.length > 0) addNotice({ kind: "files-ignored", names: passed });
  return [...layers, ...beside];
}

/** GeoTIFFs at web addresses, which are read from there: each ends as a layer, a waiting scene or a failure. */
export const openAddresses = (addresses: readonly string[]): Promise<readonly LayerId[]> =>
  openScenes(addresses.map((address) => ({ name: nameOfAddress(address), open: () => openRemoteScene(address) })));

interface Opening {
  readonly name: string;
  open(): Promise<SceneMeta>;
}

/** Layers of what opens and has its place; the rest waits for its CRS, or is listed as a failure. */
async function openScenes(files: readonly Opening[], shows?: (scene: SceneMeta) => boolean): Promise<readonly LayerId[]> {
  session.setState(({ opening }) => ({ opening: [...opening, ...files.map(({ name }) => name)] }));
  const before = session.getState().scenes;
  const scenes = (await Promise.all(files.map(openOne))).filter((scene) => scene !== null);
  // A file that was missed is back: its layers are there already.
  const placed = scenes.filter((scene) => isPlaced(scene) && before[scene.id]?.keeping.kind !== "lost");
  // A file that waited and came again with its CRS waits no longer.
  for (const { id } of placed) if (session.getState().waiting.includes(id)) stopWaiting(id);
  const layers = addLayers(placed, shows);
  const waiting = scenes.filter((scene) => !isPlaced(scene));
  // A CRS alone does not place a file without a position: those are asked about last.
  const asked = waiting.find(({ affine }) => affine !== null) ?? waiting[0];
  if (asked)
    session.setState((state) => ({ waiting: [...new Set([...state.waiting, ...waiting.map(({ id }) => id)])], dialog: { kind: "crs", scene: asked.id } }));
  return layers;
}

/** Side-cars that came alone place the scenes that wait for them, told by their base name. Those of a folder that nobody waits for are passed over. */
async function placeBeside(loose: readonly LooseSideCars[], passed: string[]): Promise<readonly LayerId[]> {
  const placed: SceneMeta[] = [];
  const alone: string[] = [];
  for (const { stem, sideCars, folder } of loose) {
    const { waiting, scenes } = session.getState();
    const ids = waiting.filter((id) => stemOf(scenes[id]?.meta.name ?? "") === stem);
    if (ids.length === 0) (folder === undefined ? alone : passed).push(...Object.values<File>({ ...sideCars }).map((file) => file.name));
    for (const id of ids) {
      const meta = await sceneBeside(id, sideCars);
      if (!meta || !isPlaced(meta)) continue;
      stopWaiting(id);
      placed.push(meta);
    }
  }
  if (alone.length > 0) addNotice({ kind: "side-cars-alone", names: alone });
  return addLayers(placed);
}

/** The bundled samples; the scenes of one picture are shown, the rest wait hidden below them. */
export async function openSamples(): Promise<readonly LayerId[]> {
  const names: readonly string[] = await (await fetch("samples/index.json")).json();
  const files = await Promise.all(names.map(async (name) => new File([await (await fetch(`samples/${name}`)).blob()], name, { lastModified: 0 })));
  return open(
    files.map((file) => ({ file, handle: null })),
    (scene) => scene.name.startsWith("soca"),
  );
}

/** The answer to "Which CRS?". The scene becomes a layer; the next one that waits is asked about. */
export function placeScene(id: SceneId, crs: Crs): void {
  const record = session.getState().scenes[id];
  if (!record) return;
  const meta = { ...record.meta, crs, affine: record.meta.affine ?? ([1, 0, 0, 0, -1, 0] as const) };
  session.setState(({ scenes }) => ({ scenes: { ...scenes, [id]: { ...record, meta } } }));
  stopWaiting(id);
  addLayers([meta]);
}

/** Forgets a scene that waits. */
export function leaveOut(id: SceneId): void {
  stopWaiting(id);
  session.setState(({ scenes }) => ({ scenes: Object.fromEntries(Object.entries(scenes).filter(([scene]) => scene !== id)) }));
}

function stopWaiting(id: SceneId): void {
  const { waiting: before, scenes } = session.getState();
  const waiting = before.filter((scene) => scene !== id);
  // What has no position cannot be placed by the answer, so it is not asked about one file after the other.
  const asked = waiting.find((scene) => (scenes[scene]?.meta.affine ?? null) !== null);
  session.setState({ waiting, dialog: asked ? { kind: "crs", scene: asked } : { kind: "none" } });
}

const isPlaced = (scene: SceneMeta): boolean => scene.crs !== null && scene.affine !== null;

async function openOne({ name, open }: Opening): Promise<SceneMeta | null> {
  try {
    return await open();
  } catch (error) {
    const fault = faultOf(error);
    addFailure(name, fault.tag === "too-large" ? new FaultError({ ...fault, file: name }) : error);
    return null;
  } finally {
    session.setState(({ opening }) => ({ opening: opening.filter((one, i) => one !== name || i !== opening.indexOf(name)) }));
  }
}

/** The step of the selected layer whose form is open, if it has areas. */
function openAreas() {
  const { selected, openStep, document } = session.getState();
  const step = document.layers.find((layer) => layer.id === selected)?.recipe.steps.find((one) => one.id === openStep && hasAreas(one.params));
  return selected && step ? { layer: selected, step: step.id, params: step.params } : null;
}

/**
 * A vector file is a mask: of the step whose form is open, else of a new step on the selected layer. False for a file of a folder
 * that holds no areas and whose name does not promise any.
 */
async function openVector({ file, folder }: DroppedFile): Promise<boolean> {
  const skipped = { points: 0, lines: 0 };
  try {
    const before = openAreas();
    if (before && hasShapes(before.params)) {
      await addVector(before.layer, before.step, file);
      return true;
    }
    const areas = await readAreas(file, skipped);
    const { selected } = session.getState();
    const open = openAreas();
    if (!selected) throw new FaultError({ tag: "bad-input", op: "mask", problem: "areas cut a layer, and there is none yet; open a GeoTIFF first" });
    if (open) addAreas(open.layer, open.step, areas);
    else addStep(selected, "mask", { areas, keep: "inside", rule: "centre" });
    tellSkipped(file.name, skipped);
  } catch (error) {
    if (folder !== undefined && !/\.(geojson|kml)$/i.test(file.name) && isNoVector(faultOf(error))) return false;
    addFailure(file.name, error);
  }
  return true;
}

const isNoVector = ({ tag }: Fault): boolean => tag === "bad-geometry" || tag === "bad-text";

/** New layers on top, one a scene, in the order given; the map goes to them. `shows` says which are visible at first. */
function addLayers(scenes: readonly SceneMeta[], shows: (scene: SceneMeta) => boolean = () => true): readonly LayerId[] {
  if (scenes.length === 0) return [];
  const near = neighbours(scenes);
  const ids = scenes.map(() => freshId<LayerId>());
  const nearIds = near.map((scene) => ids[scenes.indexOf(scene)]!);
  const layers = scenes.map(
    (scene, i): LayerDoc => ({
      id: ids[i]!,
      name: scene.name.replace(/\.[^.]+$/, ""),
      visible: shows(scene),
      opacity: 1,
      recipe: { scenes: [scene.id], steps: [] },
      // Neighbours look alike: all take the stretch of the first.
      style: { ...firstStyle(sceneLayer([scene]).meta), stretchAs: nearIds.includes(ids[i]!) && ids[i] !== nearIds[0] ? nearIds[0]! : null },
    }),
  );
  change(scenes.length === 1 ? "Add layer" : `Add ${scenes.length} layers`, (document) => ({ ...document, layers: [...layers, ...document.layers] }));
  select(ids[0]!);
  const extent = layerGround(ids.filter((_, i) => shows(scenes[i]!)));
  const dated = sameGround(scenes).map((scene) => ids[scenes.indexOf(scene)]!);
  // What was offered before waits for its answer.
  const earlier = session.getState().toast;
  const series: Toast | null = dated.length > 0 ? { id: freshId(), kind: "series", layers: dated, next: earlier } : earlier;
  session.setState({
    ...(extent && { fit: { extent } }),
    toast: near.length > 0 ? { id: freshId(), kind: "neighbours", layers: nearIds, next: series } : series,
  });
  return ids;
}
