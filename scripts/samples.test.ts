import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fromArrayBuffer } from "geotiff";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../public/samples");
const listed = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as string[];
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name))).buffer;
const imageOf = async (name: string) => (await fromArrayBuffer(bytesOf(name))).getImage();

test("the list of samples names every file there is, together under 3 MB", () => {
  expect([...listed, "index.json"].sort()).toEqual(readdirSync(folder).sort());
  expect(listed.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(3_000_000);
});

test("neighbouring scenes hold the same cells where they overlap", async () => {
  const [west, east] = await Promise.all(["soca_sw.tif", "soca_se.tif"].map(imageOf));
  const shift = Math.round((east!.getOrigin()[0]! - west!.getOrigin()[0]!) / 30);
  const overlap = west!.getWidth() - shift;
  expect(overlap).toBeGreaterThan(10);
  const rows = west!.getHeight();
  const left = await west!.readRasters({ window: [shift, 0, west!.getWidth(), rows], interleave: true });
  const right = await east!.readRasters({ window: [0, 0, overlap, rows], interleave: true });
  expect(Array.from(left)).toEqual(Array.from(right));
});

test("one scene has a corner without values, the others have values everywhere", async () => {
  const empty = async (name: string) => {
    const image = await imageOf(name);
    expect(image.getGDALNoData()).toBe(0);
    return Array.from(await image.readRasters({ interleave: true })).filter((value) => value === 0).length;
  };
  const counts = await Promise.all(["soca_nw.tif", "soca_ne.tif", "soca_sw.tif", "soca_se.tif"].map(empty));
  expect(counts[1]).toBeGreaterThan(5000);
  expect([counts[0], counts[2], counts[3]]).toEqual([0, 0, 0]);
});
