import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { addStep, choose, layerNamed, layers, openWorkbench, recipe } from "./workbench.ts";

test("a layer is laid on the tiles of another one from the form", async ({ page }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif"), samplePath("soca_ne.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(2);
  await layerNamed(page, "soca_ne").click();
  await addStep(page, "Tile and reproject");
  await layerNamed(page, "soca_nw").click();
  await addStep(page, "Tile and reproject");
  await choose(page, layers(page).locator(".step-form"), "Layout", "As soca_ne");
  await expect(recipe(page)).toContainText("as soca_ne");
  const grids = await page.evaluate(() => {
    type Api = { layer(name: string): { metadata: { tileCols: number; rasters: { grid: { cols: number; rows: number; affine: readonly number[] } }[] } } };
    const { rasterloom } = window as unknown as { rasterloom: Api };
    return ["soca_nw", "soca_ne"].map((name) => {
      const { tileCols, rasters } = rasterloom.layer(name).metadata;
      const { cols, rows, affine } = rasters[0]!.grid;
      return { tileCols, cols, rows, affine };
    });
  });
  expect(grids[0]).toEqual(grids[1]);
});
