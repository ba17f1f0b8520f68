import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { readRaster, samplePath } from "./expected.ts";
import { openWorkbench, recipe } from "./workbench.ts";

test("the main job can be done with the keyboard alone", async ({ page }, info) => {
  // The browser hands its choosers to the test from here on; asked for only when one opens, it would be too late on a busy machine.
  page.on("filechooser", () => {});
  await openWorkbench(page);
  // Choosing files opens the system's own dialog, which has its own keys.
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+O");
  await (await chooser).setFiles([samplePath("soca_nw.tif")]);
  await expect(page.getByText("soca_nw").first()).toBeVisible();

  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("convert");
  await page.keyboard.press("Enter");
  await expect(recipe(page)).toContainText("Convert");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(recipe(page)).not.toContainText("Convert");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(recipe(page)).toContainText("Convert");

  await page.keyboard.press("ControlOrMeta+E");
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  await expect(sheet).toBeVisible();
  const start = sheet.getByRole("button", { name: "Export GeoTIFF" });
  for (let i = 0; i < 80 && !(await start.evaluate((button) => button === document.activeElement)); i++) await page.keyboard.press("Tab");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  await (await download).saveAs(info.outputPath("by_keys.tif"));
  const result = await readRaster(info.outputPath("by_keys.tif"));
  const source = await readRaster(samplePath("soca_nw.tif"));
  expect([result.cols, result.rows, result.epsg]).toEqual([source.cols, source.rows, 32633]);
  expect(Array.from(result.bands[2]!)).toEqual(Array.from(source.bands[2]!));
});

test("F6 walks through the regions of the window", async ({ page }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(page.locator(".layer-card")).toHaveCount(1);
  const seen = new Set<string>();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("F6");
    seen.add(await page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset.region ?? "none"));
  }
  expect(seen.has("none")).toBe(false);
  expect(seen.size).toBeGreaterThanOrEqual(4);
});
