/** The part of shpjs that is used: it has no types of its own. */
declare module "shpjs" {
  /** One GeoJSON geometry a record; coordinates as they stand in the file when `transform` is false. */
  export function parseShp(shp: ArrayBuffer | Uint8Array, transform: false): unknown[];
}
