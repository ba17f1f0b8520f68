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
  await expect(jobs).toContainText(/[1-9]\d*\s%/);
  // Timed in the page: from the press of the button to the word on the screen.
  const answer = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressedMs = 0;
        addEventListener("click", () => (pressedMs = performance.now()), { capture: true, once: true });
        const jobs = document.querySelector("[aria-label=Jobs]")!;
        const observer = new MutationObserver(() => {
          if (!jobs.textContent.includes("Cancelled")) return;
          observer.disconnect();
          resolve(performance.now() - pressedMs);
        });
        observer.observe(jobs, { subtree: true, childList: true, characterData: true });
      }),
  );
  await jobs.getByRole("button", { name: /^Cancel: / }).click();
  expect(await answer).toBeLessThan(500);
  expect(downloads).toBe(0);
  await columns.fill("64");
  await columns.press("Tab");
  const download = page.waitForEvent("download");
  await sheet.getByRole("button", { name: "Export GeoTIFF" }).click();
  await (await download).saveAs(info.outputPath("small.tif"));
});
