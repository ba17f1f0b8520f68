import type { Grid } from "../grid/grid.ts";

/** Where a picture lies, as a world file says it: six lines, the place of the first cell's centre last. */
export const worldFile = ({ affine: [a, b, c, d, e, f] }: Grid): string => `${[a, d, b, e, c + (a + b) / 2, f + (d + e) / 2].join("\n")}\n`;

/** The same with the CRS by its code or proj string, as GDAL's side-car file `.aux.xml`. */
export function auxXml({ crs, affine: [a, b, c, d, e, f] }: Grid): string {
  const srs = (crs.code === null ? crs.proj : `EPSG:${crs.code}`).replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<PAMDataset>\n  <SRS>${srs}</SRS>\n  <GeoTransform>${[c, a, b, f, d, e].join(", ")}</GeoTransform>\n</PAMDataset>\n`;
}
