import { unwrap } from "../fault.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { engineKeepsFiles, enginePool } from "./engine.ts";
import { keepScene } from "./keep-scenes.ts";
import type { TiffDrop } from "./sort-drop.ts";
import { session } from "./store.ts";

/** Read a TIFF's header and make its cells readable; its bytes are kept in the background. Throws a fault for what is no readable TIFF. */
export async function openScene({ file, handle, sideCars }: TiffDrop): Promise<SceneMeta> {
  const pool = enginePool();
  const [worldFile, prj, auxXml] = await Promise.all([sideCars.worldFile?.text(), sideCars.prj?.text(), sideCars.auxXml?.text()]);
  const texts = { ...(worldFile !== undefined && { worldFile }), ...(prj !== undefined && { prj }), ...(auxXml !== undefined && { auxXml }) };
  const read = unwrap(await pool.anyPort().open(file.name, file, texts));
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
