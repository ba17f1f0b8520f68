import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { readRaster } from "./expected.ts";
import { writePlainTiff } from "./tiff.ts";
import { addStep, downloadBy, dropMosaic, filesAreKept, layerNamed, layers, openWorkbench, recipe } from "./workbench.ts";

/** Ends the tab as the system does when memory runs out: nothing in the page hears of it. A new tab opens the page again. */
async function killTab(page: Page, context: BrowserContext): Promise<Page> {
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // A page that is gone does not answer.
  void devtools.send("Page.crash").catch(() => {});
  await crashed;
  const next = await context.newPage();
  await openWorkbench(next);
  return next;
}

/** How many files lie in the origin's private folders. */
const privateFiles = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const count = async (folder: FileSystemDirectoryHandle): Promise<number> => {
      let files = 0;
      for await (const entry of folder.values()) files += entry instanceof FileSystemDirectoryHandle ? await count(entry) : 1;
      return files;
    };
    return count(await navigator.storage.getDirectory());
  });

test("a tab killed in the middle of an export loses nothing, and its unfinished file is cleared away", async ({ page, context }, info) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await filesAreKept(page);
  await addStep(page, "Tile and reproject");
  const before = await recipe(page).textContent();
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const columns = page.getByRole("complementary", { name: "Export GeoTIFF" }).getByRole("textbox", { name: "Columns" });
  await columns.fill("6400");
  await columns.press("Tab");
  await page.getByRole("complementary", { name: "Export GeoTIFF" }).getByRole("button", { name: "Export GeoTIFF" }).click();
  await expect(page.getByRole("region", { name: "Jobs" })).toContainText(/[1-9]\d*\s%/);
  expect(await privateFiles(page)).toBeGreaterThan(0);

  const again = await killTab(page, context);
  await expect(layers(again).locator(".layer-card")).toHaveCount(1);
  expect(await recipe(again).textContent()).toBe(before);
  await expect(layers(again).getByRole("alert")).toHaveCount(0);
  await expect.poll(() => privateFiles(again)).toBe(0);
  await again.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = again.getByRole("complementary", { name: "Export GeoTIFF" });
  const path = await downloadBy(again, () => sheet.getByRole("button", { name: "Export GeoTIFF" }).click(), info.outputPath("whole.tif"));
  expect((await readRaster(path)).bands).toHaveLength(4);
});

test("a tab killed while a file is copied keeps the layer and its steps; the file dropped again is all it needs", async ({ page, context }, info) => {
  const path = info.outputPath("large.tif");
  writePlainTiff(path, { cols: 16_000, rows: 16_000, corner: [400_000, 5_200_000] });
  await openWorkbench(page);
  await dropFiles(page, [path]);
  await expect(layerNamed(page, "large")).toBeVisible();
  await addStep(page, "Convert cell type");
  const keeping = () =>
    page.evaluate(() => {
      const { getState } = (window as unknown as { rasterloom: { getState(): { jobs: { kind: string; done: number }[] } } }).rasterloom;
      return getState().jobs.some(({ kind, done }) => kind === "keep-files" && done > 0);
    });
  await expect.poll(keeping, { intervals: [20] }).toBe(true);

  const again = await killTab(page, context);
  await expect(layerNamed(again, "large")).toBeVisible();
  await expect(recipe(again)).toContainText("Convert cell type");
  await expect(recipe(again)).toContainText("large.tif is not at hand");
  await dropFiles(again, [path]);
  await expect(recipe(again).getByText("is not at hand")).toHaveCount(0);
  await expect(layers(again).locator(".layer-card")).toHaveCount(1);
  await filesAreKept(again);
});
