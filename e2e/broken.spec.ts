import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { layerNamed, layers, openWorkbench } from "./workbench.ts";

test("broken files among good ones are named with the reason, and the good ones open", async ({ page }, info) => {
  await openWorkbench(page);
  const cut = info.outputPath("cut_off.tif");
  writeFileSync(cut, readFileSync(samplePath("soca_se.tif")).subarray(0, 100));
  const text = info.outputPath("letter.tif");
  writeFileSync(text, "Dear reader, this is no raster at all.\n");
  const empty = info.outputPath("empty.tif");
  writeFileSync(empty, "");
  await dropFiles(page, [cut, samplePath("soca_nw.tif"), text, samplePath("heights.tif"), empty]);
  await expect(layerNamed(page, "soca_nw")).toBeVisible();
  await expect(layerNamed(page, "heights")).toBeVisible();
  const alerts = layers(page).getByRole("alert");
  await expect(alerts).toHaveCount(3);
  for (const name of ["cut_off.tif", "letter.tif", "empty.tif"]) await expect(alerts.filter({ hasText: name })).toHaveCount(1);
  await expect(alerts.filter({ hasText: "letter.tif" })).toContainText("It is no TIFF; its bytes look like text.");
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(layerNamed(page, "heights")).toBeInViewport();
  await page.getByRole("button", { name: "Dismiss: letter.tif" }).click();
  await expect(alerts).toHaveCount(2);
  await page.getByRole("button", { name: "Leave all out" }).click();
  await expect(alerts).toHaveCount(0);
});
