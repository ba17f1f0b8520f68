/** A round length on the ground and how long it is on the screen. */
export interface ScaleBar {
  readonly metres: number;
  /** CSS pixels. */
  readonly width: number;
}

/** Equator of the Web Mercator sphere, metres. */
const equatorMetres = 2 * Math.PI * 6_378_137;

/** Ground metres of one CSS pixel at a latitude; MapLibre's world is 512 pixels wide at zoom 0. */
export const metresPerPixel = (zoom: number, lat: number): number => (equatorMetres * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

/** The longest bar of 1, 2 or 5 times a power of ten metres that fits into `maxWidth` CSS pixels. */
export function scaleBar(zoom: number, lat: number, maxWidth: number): ScaleBar {
  const perPixel = metresPerPixel(zoom, lat);
  const power = 10 ** Math.floor(Math.log10(perPixel * maxWidth));
  const metres = power * ([5, 2].find((times) => times * power <= perPixel * maxWidth) ?? 1);
  return { metres, width: metres / perPixel };
}
