import { edgeTolerance, type Resampler, type RowKernel, type Sampling, type Spots } from "./sampling.ts";

/** Source cells under one out cell: rows and columns from..to (exclusive) of the raster, and the out cell's edges in source pixels. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
  west: number;
  north: number;
  east: number;
  south: number;
}

/**
 * A statistic of the source cells that an out cell's rectangle covers, wholly or in part. The rectangle spans the images
 * of the cell's north-west and south-east corners; an out cell smaller than a source cell has the one it lies in. GDAL's rule.
 */
export function areaStatistic(statistic: (cells: Float64Array, source: Sampling, area: Area) => number): Resampler {
  const row: RowKernel = (source, band, spots, target, at) => {
    const cells = source.bands[band]!;
    const area: Area = { left: 0, top: 0, right: 0, bottom: 0, west: 0, north: 0, east: 0, south: 0 };
    for (let i = 0; i < spots.count; i++)
      if (Number.isNaN(target[at + i]) && isCovered(source, spots, i, area)) target[at + i] = statistic(cells, source, area);
  };
  return { at: "corner", reach: () => 1, row };
}

/** Sets `area` to the source cells under out cell `i`; false when there is none. */
function isCovered({ cols, rows }: Sampling, { xs, ys, belowXs, belowYs }: Spots, i: number, area: Area): boolean {
  area.west = Math.min(xs[i]!, belowXs[i + 1]!);
  area.east = Math.max(xs[i]!, belowXs[i + 1]!);
  area.north = Math.min(ys[i]!, belowYs[i + 1]!);
  area.south = Math.max(ys[i]!, belowYs[i + 1]!);
  if (!(area.east > -edgeTolerance && area.west < cols + edgeTolerance && area.south > -edgeTolerance && area.north < rows + edgeTolerance)) return false;
  area.left = Math.max(Math.floor(area.west + edgeTolerance), 0);
  area.right = Math.min(Math.ceil(area.east - edgeTolerance), cols);
  if (area.left === area.right && area.right < cols) area.right++;
  area.top = Math.max(Math.floor(area.north + edgeTolerance), 0);
  area.bottom = Math.min(Math.ceil(area.south - edgeTolerance), rows);
  if (area.top === area.bottom && area.bottom < rows) area.bottom++;
  return area.left < area.right && area.top < area.bottom;
}
