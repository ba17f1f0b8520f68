import type { Raster } from "./meta.ts";

/**
 * Rasters with the instants that mean something. They are a time series when each lies where one of another instant
 * does; else they are parts of one picture, whose parts were taken one after the other, and have no instant but a common one.
 */
export function withInstants(rasters: readonly Raster[]): readonly Raster[] {
  const [first, ...rest] = rasters;
  if (!first || rest.every(({ instant }) => instant === first.instant)) return rasters;
  const isSeries = rasters.every((raster) => rasters.some((other) => other.instant !== raster.instant && coincide(raster, other)));
  return isSeries ? rasters : rasters.map((raster) => ({ ...raster, instant: null }));
}

/** Same ground, but for a hundredth of its size. */
function coincide({ extent: l }: Raster, { extent: r }: Raster): boolean {
  const slackX = (l.east - l.west) / 100;
  const slackY = (l.north - l.south) / 100;
  return (
    Math.abs(l.west - r.west) <= slackX && Math.abs(l.east - r.east) <= slackX && Math.abs(l.south - r.south) <= slackY && Math.abs(l.north - r.north) <= slackY
  );
}
