import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { layerNamed, layers, openWorkbench } from "./workbench.ts";

/** A delivery as it comes: pictures in folders, texts and tables between them. */
function writeDelivery(root: string): string {
  mkdirSync(join(root, "2026", "maps"), { recursive: true });
  copyFileSync(samplePath("soca_nw.tif"), join(root, "soca_nw.tif"));
  copyFileSync(samplePath("heights.tif"), join(root, "2026", "heights.tif"));
  copyFileSync(samplePath("landcover.tif"), join(root, "2026", "maps", "landcover.tif"));
  copyFileSync(samplePath("landcover.tif.aux.xml"), join(root, "2026", "maps", "landcover.tif.aux.xml"));
  for (const name of ["readme.txt", "MTD_MSIL2A.xml", "2026/index.csv", "2026/roads.prj", "2026/.DS_Store"]) writeFileSync(join(root, name), "no raster\n");
  writeFileSync(join(root, "metadata.json"), '{ "title": "A delivery" }');
  return root;
}

async function expectDelivery(page: Page): Promise<void> {
  for (const name of ["soca_nw", "heights", "landcover"]) await expect(layerNamed(page, name)).toBeVisible();
  await expect(layers(page).locator(".layer-card")).toHaveCount(3);
  await expect(layers(page).getByText(/5\s+other files of the folder were passed over/)).toBeVisible();
  await expect(layers(page).getByRole("alert")).toHaveCount(0);
}

test("a dropped folder opens its rasters, and one line tells of the rest", async ({ page }, info) => {
  await openWorkbench(page);
  await dropFiles(page, [writeDelivery(info.outputPath("delivery"))]);
  await expectDelivery(page);
  await page.getByRole("button", { name: /^Dismiss: 5/ }).click();
  await expect(layers(page).getByText("passed over")).toHaveCount(0);
});

test("a chosen folder does the same", async ({ page }, info) => {
  await openWorkbench(page);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("choose a folder");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(writeDelivery(info.outputPath("delivery")));
  await expectDelivery(page);
});
