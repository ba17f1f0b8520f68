import { unwrap } from "../fault.ts";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { engineKeepsFiles, enginePool } from "./engine.ts";
import { keepScene } from "./keep-scenes.ts";
import type { SideFiles, TiffDrop } from "./sort-drop.ts";
import { session } from "./store.ts";

/** Read a TIFF's header and make its cells readable; its bytes are kept in the background. Throws a fault for what is no readable TIFF. */
export async function openScene({ file, handle, sideCars }: TiffDrop): Promise<SceneMeta> {
  const pool = enginePool();
  const read = unwrap(await pool.anyPort().open(file.name, file, await textsOf(sideCars)));
  const before = session.getState().scenes[read.id];
  // A file dropped again keeps the CRS that the user gave it.
  const meta = before ? { ...read, crs: read.crs ?? before.meta.crs, affine: read.affine ?? before.meta.affine } : read;
  pool.attach(meta, file);
  session.setState(({ scenes }) => ({
    scenes: { ...scenes, [meta.id]: { meta, keeping: before && before.keeping.kind !== "lost" ? before.keeping : { kind: "temporary" } } },
  }));
  if (engineKeepsFiles()) void keepScene(meta, file, handle);
  return meta;
}

/** What is known of a scene whose side-cars came after it; null for a scene that is not there. Its cells are read as before. */
export async function sceneBeside(id: SceneId, sideCars: SideFiles): Promise<SceneMeta | null> {
  const record = session.getState().scenes[id];
  if (!record) return null;
  const found = unwrap(
    await enginePool()
      .anyPort(id)
      .describe(id, await textsOf(sideCars)),
  );
  const meta = { ...found, crs: found.crs ?? record.meta.crs, affine: found.affine ?? record.meta.affine };
  session.setState(({ scenes }) => ({ scenes: { ...scenes, [id]: { ...record, meta } } }));
  return meta;
}

async function textsOf({ worldFile, prj, auxXml }: SideFiles) {
  const [world, wkt, xml] = await Promise.all([worldFile?.text(), prj?.text(), auxXml?.text()]);
  return { ...(world !== undefined && { worldFile: world }), ...(wkt !== undefined && { prj: wkt }), ...(xml !== undefined && { auxXml: xml }) };
}
