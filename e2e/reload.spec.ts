import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { readRaster, samplePath } from "./expected.ts";
import { addStep, downloadBy, dropMosaic, filesAreKept, layers, openWorkbench, recipe } from "./workbench.ts";

test("after a reload in the middle of the work everything is there", async ({ page }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await addStep(page, "Tile and reproject");
  const name = layers(page).locator(".layer-name").first();
  await name.dblclick();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("My valley");
  await page.keyboard.press("Enter");
  await expect(layers(page).getByRole("button", { name: "My valley", exact: true })).toBeVisible();
  await filesAreKept(page);
  const before = await recipe(page).textContent();

  await page.reload();

  const kept = layers(page).getByRole("button", { name: "My valley", exact: true });
  await expect(kept).toBeVisible();
  if ((await kept.getAttribute("aria-expanded")) !== "true") await kept.click();
  expect(await recipe(page).textContent()).toBe(before);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(kept).toHaveCount(0);
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(kept).toBeVisible();
});

test("the cells of a reloaded layer are read from what was kept", async ({ page }, info) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await filesAreKept(page);
  await page.reload();
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  const path = await downloadBy(page, () => sheet.getByRole("button", { name: "Export GeoTIFF" }).click(), info.outputPath("again.tif"));
  const [result, source] = await Promise.all([readRaster(path), readRaster(samplePath("soca_nw.tif"))]);
  expect([result.cols, result.rows]).toEqual([source.cols, source.rows]);
  for (const [band, cells] of source.bands.entries()) expect(Array.from(result.bands[band]!)).toEqual(Array.from(cells));
});
