/** Values of a tile in motion, all bands together: 128 MB in a worker. */
const tileValues = 2 ** 24;
const edges = [512, 256, 128] as const;

/** The edge of a square tile, in cells, that is no burden to a worker with so many bands: 512 up to 64 of them. */
export const tileEdge = (bandCount: number): number => edges.find((edge) => edge * edge * bandCount <= tileValues) ?? 64;
