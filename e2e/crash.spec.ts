import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { jobs, killTab, orderExport, privateFiles } from "./crash.ts";
import { dropFiles } from "./drop.ts";
import { writePlainTiff } from "./tiff.ts";
import { addStep, downloadBy, dropMosaic, filesAreKept, layerNamed, layers, openWorkbench, recipe } from "./workbench.ts";

test("an export whose tab was killed is offered again, goes on where it stopped and comes to the same bytes", async ({ page, context }, info) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await filesAreKept(page);
  await addStep(page, "Tile and reproject");
  const start = await orderExport(page, 6400);
  const whole = readFileSync(await downloadBy(page, () => start.click(), info.outputPath("whole.tif")));
  await jobs(page)
    .getByRole("button", { name: /^Dismiss: / })
    .click();
  await start.click();
  await expect(jobs(page)).toContainText(/[3-9]\d\s%/);

  const again = await killTab(page, context);
  await expect(layers(again).locator(".layer-card")).toHaveCount(1);
  await expect(recipe(again).getByRole("switch", { name: "Tile and reproject: on" })).toBeVisible();
  await expect(layers(again).getByRole("alert")).toHaveCount(0);
  await expect(jobs(again)).toContainText(/stopped at [1-9]\d\s%/);
  await again.screenshot({ path: info.outputPath("stopped.png") });
  const resume = jobs(again).getByRole("button", { name: /^Resume: / });
  expect(readFileSync(await downloadBy(again, () => resume.click(), info.outputPath("resumed.tif"))).equals(whole)).toBe(true);
  await jobs(again)
    .getByRole("button", { name: /^Dismiss: / })
    .click();
  await expect.poll(() => privateFiles(again)).toBe(0);
});

test("an interrupted export that is discarded leaves nothing behind", async ({ page, context }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await filesAreKept(page);
  await (await orderExport(page, 6400)).click();
  await expect(jobs(page)).toContainText(/[1-9]\d*\s%/);
  const again = await killTab(page, context);
  await jobs(again)
    .getByRole("button", { name: /^Discard: / })
    .click();
  await expect.poll(() => privateFiles(again)).toBe(0);
  await again.reload();
  await expect(layers(again).locator(".layer-card")).toHaveCount(1);
  await expect(again.getByRole("button", { name: /^Resume: / })).toHaveCount(0);
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
