import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { layerNamed, layers, openWorkbench, writeWithoutCrs } from "./workbench.ts";

test("a file without a CRS waits, is asked about, and becomes a layer in the CRS that was chosen", async ({ page }, info) => {
  await openWorkbench(page);
  const path = info.outputPath("mystery.tif");
  writeWithoutCrs("soca_nw.tif", path);
  await dropFiles(page, [path]);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Which CRS does mystery.tif use?" })).toBeVisible();
  // The dialog takes the rest of the page out of reach, but not out of sight.
  await expect(page.locator(".layer-card")).toContainText("CRS unknown");
  await dialog.getByPlaceholder("Code, name or place").fill("32633");
  await dialog.getByRole("option", { name: /32633/ }).click();
  await dialog.getByRole("button", { name: "Use EPSG:32633" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(layerNamed(page, "mystery")).toBeVisible();
  await expect(layers(page)).toContainText("EPSG:32633");
});

test("a file whose CRS nobody knows can be left out", async ({ page }, info) => {
  await openWorkbench(page);
  const path = info.outputPath("mystery.tif");
  writeWithoutCrs("soca_nw.tif", path);
  await dropFiles(page, [path]);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Leave the file out" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Drop GeoTIFFs here" })).toBeVisible();
});
