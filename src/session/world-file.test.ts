import { expect, test } from "vitest";
import { WGS84 } from "../grid/crs.ts";
import { auxXml, worldFile } from "./world-file.ts";

const grid = { crs: WGS84, affine: [0.5, 0, 10, 0, -0.25, 50] as const, cols: 4, rows: 2 };

test("a world file names the centre of the first cell", () => {
  expect(worldFile(grid)).toBe("0.5\n0\n0\n-0.25\n10.25\n49.875\n");
});

test("a side-car names the CRS by its code, or else by its proj string, and the corner", () => {
  expect(auxXml(grid)).toContain("<SRS>EPSG:4326</SRS>\n  <GeoTransform>10, 0.5, 0, 50, 0, -0.25</GeoTransform>");
  expect(auxXml({ ...grid, crs: { ...WGS84, code: null, proj: "+proj=laea +lat_0=5" } })).toContain("<SRS>+proj=laea +lat_0=5</SRS>");
});
