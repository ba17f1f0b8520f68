import { expect, test } from "@playwright/test";
import { compareMosaic, polygonsIn3857, readRaster, samplePath } from "./expected.ts";
import { addStep, choose, clickOnMap, downloadBy, dropMosaic, layers, openWorkbench, recipe, sceneNames } from "./workbench.ts";

test("four dropped scenes become one warped, masked GeoTIFF whose every cell is right", async ({ page }, info) => {
  const errors = await openWorkbench(page);
  await dropMosaic(page);

  await addStep(page, "Tile and reproject");
  const form = layers(page).locator(".step-form");
  await form.getByRole("combobox", { name: "CRS" }).fill("3857");
  await page.getByRole("option", { name: /3857/ }).first().click();
  await page.keyboard.press("Tab");
  await choose(page, form, "Resampling", "Nearest");
  await expect(recipe(page)).toContainText("EPSG:3857, nearest");

  await addStep(page, "Mask by area");
  await page.getByRole("button", { name: "Draw area" }).click();
  await expect(page.getByRole("toolbar", { name: "Draw" })).toBeVisible();
  const corners = [
    [0.36, 0.3],
    [0.6, 0.22],
    [0.68, 0.62],
    [0.5, 0.75],
    [0.34, 0.6],
  ] as const;
  await clickOnMap(page, [...corners, corners[0]]);
  await expect(recipe(page).getByRole("button", { name: "Area 1 5 points" })).toBeVisible();
  await page.getByRole("toolbar", { name: "Draw" }).getByRole("button", { name: "Hole" }).click();
  const hole = [
    [0.45, 0.42],
    [0.55, 0.4],
    [0.52, 0.55],
  ] as const;
  await clickOnMap(page, [...hole, hole[0]]);
  await expect(recipe(page).getByRole("button", { name: "Area 1 5 points, 1 hole" })).toBeVisible();
  const mask = await downloadBy(page, () => page.getByRole("button", { name: "Export mask" }).click(), info.outputPath("mask.geojson"));
  await page.getByRole("button", { name: "Done", exact: true }).click();

  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  const path = await downloadBy(page, () => sheet.getByRole("button", { name: "Export GeoTIFF" }).click(), info.outputPath("result.tif"));

  const result = await readRaster(path);
  expect(result.epsg).toBe(3857);
  expect(result.bands).toHaveLength(4);
  const { valid, empty, wrong } = compareMosaic(result, await Promise.all(sceneNames.map((name) => readRaster(samplePath(name)))), polygonsIn3857(mask));
  expect(wrong).toEqual([]);
  expect(valid).toBeGreaterThan(100_000);
  expect(empty).toBeGreaterThan(10_000);
  expect(errors).toEqual([]);
});
