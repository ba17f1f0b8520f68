import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { type Raster, readRaster, samplePath } from "./expected.ts";
import { clickOnMap, dropMosaic, layerNamed, layers, openWorkbench, recipe, sceneNames } from "./workbench.ts";

interface Reading {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly values: readonly number[] | null;
}

/** What the Values tab is told of the clicked place, layer by layer. */
const readings = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { rasterloom: { getState(): { probe: { readings: Reading[] } | null } } }).rasterloom.getState().probe?.readings ?? [],
  );

/** Cells of all bands at a place, of the first scene that has a value there. */
function cellsAt(scenes: readonly Raster[], x: number, y: number): readonly number[] {
  for (const { west, north, cellWidth, cellHeight, cols, rows, bands, nodata } of scenes) {
    const [col, row] = [Math.floor((x - west) / cellWidth), Math.floor((north - y) / cellHeight)];
    const cells = col >= 0 && row >= 0 && col < cols && row < rows ? bands.map((band) => band[row * cols + col]!) : [];
    if (cells.length > 0 && cells.every((cell) => cell !== nodata)) return cells;
  }
  return [];
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

test("an index typed by keyboard over a mosaic has the right value at every place that is clicked", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropMosaic(page);

  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("raster calculator");
  await page.keyboard.press("Enter");
  const formula = layers(page).getByLabel("Expression");
  await expect(formula).toBeFocused();

  // What cannot be read says where, and a list offers the words that fit.
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("(b4 - b1) / (b4 + blu");
  await expect(page.getByRole("option", { name: /^Blue/ })).toBeVisible();
  expect(await violations(page), "words that fit").toEqual([]);
  await page.keyboard.press("Enter");
  await expect(formula).toHaveValue("(b4 - b1) / (b4 + Blue");
  await expect(layers(page).getByText("Expected ) at 23.")).toBeVisible();
  expect(await violations(page), "a problem").toEqual([]);
  await page.keyboard.type(")");
  await page.keyboard.press("Enter");
  await expect(recipe(page)).toContainText("(b4 - b1) / (b4 + Blue)");
  await expect(layers(page).getByText(/^Gives Float32/)).toBeVisible();

  const scenes = await Promise.all(sceneNames.map((name) => readRaster(samplePath(name))));
  for (const place of [
    [0.5, 0.5],
    [0.42, 0.35],
    [0.58, 0.66],
  ] as const) {
    await clickOnMap(page, [place]);
    await expect.poll(async () => (await readings(page))[0]?.values?.length ?? 0).toBe(1);
    const [reading] = await readings(page);
    const [blue, , , nir] = cellsAt(scenes, reading!.x, reading!.y);
    expect(reading!.values![0]).toBe(Math.fround((nir! - blue!) / (nir! + blue!)));
  }
  expect(errors).toEqual([]);
});

test("a layer on other cells takes part on the cells of this one", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await layerNamed(page, "soca_nw").click();
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("raster calculator");
  await page.keyboard.press("Enter");
  await layers(page).getByRole("button", { name: "Add layer to the formula" }).click();
  await page.getByRole("menuitem", { name: "heights" }).click();
  await expect(recipe(page)).toContainText("Tile and reproject");

  await layers(page).getByLabel("Expression").fill("where(heights > 600, b4, 0 - heights)");
  await page.keyboard.press("Enter");
  await expect(recipe(page)).toContainText("where(heights > 600");
  await clickOnMap(page, [[0.5, 0.5]]);
  await expect.poll(async () => (await readings(page)).find(({ name }) => name === "soca_nw")?.values?.length ?? 0).toBe(1);
  const all = await readings(page);
  const value = all.find(({ name }) => name === "soca_nw")!.values![0]!;
  const height = all.find(({ name }) => name === "heights")!.values![0]!;
  // Heights are resampled between cells of 25 m: near the place's own, not equal to it.
  if (value < 0) expect(Math.abs(value + height)).toBeLessThan(60);
  else expect(height).toBeGreaterThan(540);
  expect(errors).toEqual([]);
});
