import { expect, type Locator, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { readRaster, samplePath } from "./expected.ts";
import { downloadBy, layers, openWorkbench } from "./workbench.ts";

const sheetOf = (page: Page) => page.getByRole("complementary", { name: "Export GeoTIFF" });

async function openSheet(page: Page) {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  return sheetOf(page);
}

/** Where something stands once the map has taken its new width. */
async function restingBox(locator: Locator) {
  let box = await locator.boundingBox();
  await expect(async () => {
    const before = box;
    box = await locator.boundingBox();
    expect(box).toEqual(before);
  }).toPass({ intervals: [1000] });
  return box!;
}

/** The extent and size that the sheet would export. */
const placeOf = (page: Page) =>
  page.evaluate(() => {
    const { right } = (
      window as unknown as {
        rasterloom: {
          getState(): { right: { draft: { place: { extent: Record<"west" | "east" | "south" | "north", number>; cols: number; rows: number } } } };
        };
      }
    ).rasterloom.getState();
    return right.draft.place;
  });

test("typed edges snap outward to whole cells, the sheet says so, and the file's cells are the layer's own", async ({ page }, info) => {
  const sheet = await openSheet(page);
  const source = await readRaster(samplePath("soca_nw.tif"));
  const cell = source.cellWidth;
  const west = sheet.getByRole("textbox", { name: "West" });
  await west.fill(String(source.west + 10.4 * cell));
  await west.press("Tab");
  await expect(sheet.getByText(/moved outward to .* in the west\./)).toBeVisible();
  const south = sheet.getByRole("textbox", { name: "South" });
  await south.fill(String(source.north - 49.5 * cell));
  await south.press("Enter");
  const { extent, cols, rows } = await placeOf(page);
  expect(extent.west).toBe(source.west + 10 * cell);
  expect(extent.south).toBe(source.north - 50 * cell);
  expect([cols, rows]).toEqual([source.cols - 10, 50]);
  await expect(sheet.getByText("Every cell at full resolution.")).toBeVisible();
  const path = await downloadBy(page, () => sheet.getByRole("button", { name: "Export GeoTIFF" }).click(), info.outputPath("part.tif"));
  const part = await readRaster(path);
  expect([part.cols, part.rows, part.west, part.north]).toEqual([cols, rows, extent.west, source.north]);
  for (const [row, col] of [[0, 0], [49, 3], [20, cols - 1]] as const) // biome-ignore format: three cells on one line
    expect(part.bands[0]![row * cols + col]).toBe(source.bands[0]![row * source.cols + col + 10]);
});

test("what is no number is said under its field and keeps the export from starting", async ({ page }) => {
  const sheet = await openSheet(page);
  const start = sheet.getByRole("button", { name: "Export GeoTIFF" });
  const nodata = sheet.getByRole("textbox", { name: "NoData" });
  await expect(start).toBeEnabled();
  await nodata.fill("none of them");
  await nodata.press("Tab");
  await expect(sheet.getByText("A number, NaN, or nothing.")).toBeVisible();
  await expect(sheet.getByText("What stands in NoData is no number.")).toBeVisible();
  await expect(start).toBeDisabled();
  await nodata.fill("0");
  await nodata.press("Tab");
  await expect(start).toBeEnabled();
  const columns = sheet.getByRole("textbox", { name: "Columns" });
  await columns.fill("many");
  await columns.press("Tab");
  await expect(start).toBeDisabled();
  await columns.fill("64");
  await columns.press("Tab");
  await expect(start).toBeEnabled();
});

test("the frame on the map is dragged by its edges and corners and moved with the arrow keys", async ({ page }) => {
  const sheet = await openSheet(page);
  const source = await readRaster(samplePath("soca_nw.tif"));
  const cell = source.cellWidth;
  const before = await placeOf(page);
  const drag = async (name: string, dx: number, dy: number) => {
    const box = await restingBox(page.getByRole("button", { name: `Move the ${name} of the export` }));
    await page.getByRole("button", { name: `Move the ${name} of the export` }).hover();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + dx / 2, box.y + box.height / 2 + dy / 2, { steps: 4 });
    await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy, { steps: 4 });
    await page.mouse.up();
  };
  const camera = () => page.evaluate(() => (window as unknown as { rasterloom: { getState(): { camera: unknown } } }).rasterloom.getState().camera);
  const start = await camera();
  await drag("east edge", -120, 40);
  const narrower = await placeOf(page);
  expect(narrower.extent.east).toBeLessThan(before.extent.east - 10 * cell);
  expect({ ...narrower.extent, east: 0 }).toEqual({ ...before.extent, east: 0 });
  await drag("south-west corner", 60, -80);
  const both = await placeOf(page);
  expect(both.extent.west).toBeGreaterThan(before.extent.west);
  expect(both.extent.south).toBeGreaterThan(before.extent.south);
  expect(both.extent.north).toBe(before.extent.north);
  for (const edge of ["west", "east"] as const) expect(Math.abs((both.extent[edge] - source.west) / cell) % 1).toBeCloseTo(0, 6);
  expect(await camera()).toEqual(start);

  await page.getByRole("button", { name: "Move the north edge of the export" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  const keyed = await placeOf(page);
  expect(keyed.rows).toBe(both.rows - 11);
  expect(keyed.extent.north).toBeCloseTo(before.extent.north - 11 * cell, 6);
  await expect(sheet.getByRole("radio", { name: "Typed" })).toBeChecked();
  await expect(sheet.getByRole("textbox", { name: "Rows" })).toHaveValue(String(keyed.rows));
});
