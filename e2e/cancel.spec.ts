import { expect, test } from "@playwright/test";
import { dropMosaic, openWorkbench } from "./workbench.ts";

test("a cancelled export answers within half a second, leaves no file, and can be started again", async ({ page }, info) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  // A hundred times the cells of the layer, so that the export runs long enough to be cancelled.
  const columns = sheet.getByRole("textbox", { name: "Columns" });
  await columns.fill("6400");
  await columns.press("Tab");
  let downloads = 0;
  page.on("download", () => downloads++);
  await sheet.getByRole("button", { name: "Export GeoTIFF" }).click();
  const jobs = page.getByRole("region", { name: "Jobs" });
  await expect(jobs.getByRole("progressbar")).toBeVisible();
  await expect(jobs).toContainText(/[1-9]\d* %/);
  const startedMs = Date.now();
  await jobs.getByRole("button", { name: /^Cancel: / }).click();
  await expect(jobs).toContainText("Cancelled", { timeout: 2000 });
  expect(Date.now() - startedMs).toBeLessThan(500);
  expect(downloads).toBe(0);
  await columns.fill("64");
  await columns.press("Tab");
  const download = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "Export GeoTIFF" }).click();
  await (await download).saveAs(info.outputPath("small.tif"));
});
