import { cellTypeInfo } from "../cells/cell-type.ts";
import type { NodeId, SceneId } from "./meta.ts";
import type { SceneMeta } from "./scene.ts";

/**
 * Smaller pictures of a scene that has none of its own. Each level's cell is the cell under its centre, as previews that are
 * read from the file have it. They are made and stored by bands of the scene's rows; a band holds the preview rows whose
 * cells lie in it, in tiles of `previewTileCols` columns.
 */
export interface PreviewPlan {
  readonly node: NodeId;
  readonly cols: number;
  readonly rows: number;
  /** The finest level that is stored; finer ones are read from the file. */
  readonly first: number;
  /** One cell stands for the whole scene. */
  readonly last: number;
  readonly bandRows: number;
  readonly bands: number;
}

/** Columns of a stored tile of a preview. */
export const previewTileCols = 512;

/** Scenes of fewer values than this are read fast enough as they are. */
const leastValues = 32_000_000;
/** From here on the finest level, a quarter of the scene, is too large to keep. */
const largeBytes = 2 ** 30;
/** Rows of the scene that make up one band, as far as they take no more than so many bytes. */
const mostRows = 1024;
const bandBytes = 2 ** 26;

/** How the previews of a scene are made; null when it has overviews or is small. */
export function previewPlan(
  { id, cols, rows, bands, cellType, overviews }: Pick<SceneMeta, "id" | "cols" | "rows" | "bands" | "cellType" | "overviews">,
  limits = { leastValues, bandBytes },
): PreviewPlan | null {
  const values = cols * rows * bands.length;
  if (overviews.length > 0 || values < limits.leastValues) return null;
  const bytes = values * cellTypeInfo(cellType).bytes;
  const first = bytes > largeBytes ? 2 : 1;
  const fitting = 2 ** Math.floor(Math.log2(limits.bandBytes / (bytes / rows)));
  // Each band has rows of the finest level.
  const bandRows = Math.max(2 ** first, Math.min(mostRows, fitting));
  return {
    node: previewNode(id),
    cols,
    rows,
    first,
    last: Math.ceil(Math.log2(Math.max(cols, rows))),
    bandRows,
    bands: Math.ceil(rows / bandRows),
  };
}

/** Bytes that the previews of a scene take in the store, a little too many rather than too few. */
export const previewBytes = ({ first }: PreviewPlan, { cols, rows, bands, cellType }: Pick<SceneMeta, "cols" | "rows" | "bands" | "cellType">): number =>
  (cols * rows * bands.length * (cellTypeInfo(cellType).bytes + 1) * 1.34) / 4 ** first;

/** Under which name a scene's previews are stored. */
// A brand is given here: no hash of a recipe looks like this.
export const previewNode = (scene: SceneId): NodeId => `preview-${scene}` as NodeId;

/** Columns (or rows) of a level. */
export const previewSize = (full: number, level: number): number => Math.ceil(full / 2 ** level);

/** The column (or row) of the scene that column (or row) `at` of a level shows. */
export const previewSource = (at: number, level: number, full: number): number => Math.floor(Math.min(full - 0.5, (at + 0.5) * 2 ** level));

/** Rows of a level that a band holds, from the first up to the end. */
export function bandSpan({ rows, bandRows }: PreviewPlan, level: number, band: number): { readonly from: number; readonly end: number } {
  const size = previewSize(rows, level);
  const firstAfter = (row: number) => {
    let at = Math.max(0, Math.min(size, Math.floor(row / 2 ** level) - 1));
    while (at < size && previewSource(at, level, rows) < row) at++;
    return at;
  };
  return { from: firstAfter(band * bandRows), end: firstAfter((band + 1) * bandRows) };
}
