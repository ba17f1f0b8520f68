import { writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { layers, openWorkbench, recipe } from "./workbench.ts";

const utm33 =
  'PROJCS["WGS_1984_UTM_Zone_33N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",15],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]';

/** A Shapefile of one polygon, by the format's own description. */
function shapefile(ring: readonly (readonly [x: number, y: number])[]): Uint8Array {
  const content = 44 + 4 + ring.length * 16;
  const bytes = Buffer.alloc(100 + 8 + content);
  const box = [Math.min(...ring.map(([x]) => x)), Math.min(...ring.map(([, y]) => y)), Math.max(...ring.map(([x]) => x)), Math.max(...ring.map(([, y]) => y))];
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(bytes.length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(5, 32);
  for (const [i, edge] of box.entries()) bytes.writeDoubleLE(edge, 36 + i * 8);
  bytes.writeInt32BE(1, 100);
  bytes.writeInt32BE(content / 2, 104);
  bytes.writeInt32LE(5, 108);
  for (const [i, edge] of box.entries()) bytes.writeDoubleLE(edge, 112 + i * 8);
  bytes.writeInt32LE(1, 144);
  bytes.writeInt32LE(ring.length, 148);
  bytes.writeInt32LE(0, 152);
  for (const [i, [x, y]] of ring.entries()) {
    bytes.writeDoubleLE(x, 156 + i * 16);
    bytes.writeDoubleLE(y, 164 + i * 16);
  }
  return bytes;
}

async function openScene(page: Page) {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
}

test("a zipped Shapefile in metres masks the cells whose centre it holds", async ({ page }, info) => {
  await openScene(page);
  const ring = [[385_000, 5_130_000], [385_000, 5_135_000], [390_000, 5_135_000], [390_000, 5_130_000], [385_000, 5_130_000]] as const; // biome-ignore format: one ring
  const path = info.outputPath("parcels.zip");
  writeFileSync(path, zipSync({ "parcels/parcels.shp": shapefile(ring), "parcels/parcels.prj": strToU8(utm33), "parcels/parcels.dbf": new Uint8Array(32) }));
  await dropFiles(page, [path]);
  await expect(recipe(page)).toContainText("1 area, keep inside");
  // The scene begins at 382 800 m and 5 137 200 m with cells of 30 m: 167 × 167 centres lie inside.
  await expect(recipe(page)).toContainText(/Keeps 27\s889 of 110\s224 cells/);
});

test("a KML adds its areas to the open mask, and a sentence counts what is no area", async ({ page }, info) => {
  await openScene(page);
  const placemark = (geometry: string) => `<Placemark>${geometry}</Placemark>`;
  const ring = "13.5,46.3,0 13.55,46.3,0 13.55,46.33,0 13.5,46.33,0 13.5,46.3,0";
  const area = placemark(`<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>`);
  const line = placemark("<LineString><coordinates>13.5,46.3 13.6,46.4</coordinates></LineString>");
  const point = placemark("<Point><coordinates>13.5,46.3</coordinates></Point>");
  const path = info.outputPath("walk.kml");
  writeFileSync(path, `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${area}${line}${point}${point}</Document></kml>`);
  await dropFiles(page, [path]);
  await expect(recipe(page)).toContainText("1 area, keep inside");
  await expect(layers(page).getByText(/2\s+points and 1\s+line of walk\.kml were left out/)).toBeVisible();
  await dropFiles(page, [path]);
  await expect(recipe(page)).toContainText("2 areas, keep inside");
});

test("broken texts are refused with the line and column where they break", async ({ page }, info) => {
  await openScene(page);
  const json = info.outputPath("areas.geojson");
  writeFileSync(json, '{\n  "type": "Polygon",\n  "coordinates": [[[13.5, 46.3], [13.6, 46.3,]]]\n}\n');
  const kml = info.outputPath("areas.kml");
  writeFileSync(kml, "<kml>\n<Document>\n</kml>\n");
  await dropFiles(page, [json, kml]);
  const alerts = layers(page).getByRole("alert");
  await expect(alerts).toHaveCount(2);
  await expect(alerts.filter({ hasText: "areas.geojson is not valid JSON" })).toContainText("Line 3, column 46");
  await expect(alerts.filter({ hasText: "areas.kml is not valid XML" })).toContainText("Line 3");
  await expect(recipe(page)).not.toContainText("Mask");
});
