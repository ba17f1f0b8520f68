import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { layers, openWorkbench } from "./workbench.ts";

/** Every verb of the guide as one may write it, and the first thing that is offered for it. */
const verbs: readonly (readonly [query: string, label: RegExp])[] = [
  ["union", /^Union/],
  ["merge", /^Merge/],
  ["combine_bands", /^Combine bands/],
  ["mask", /^Mask by area/],
  ["tile_to_layout", /^Tile and reproject/],
  ["local layout", /^Tile and reproject/],
  ["global layout", /^Tile and reproject/],
  ["layout definition", /^Tile and reproject/],
  ["reproject", /^Reproject/],
  ["pyramid", /^Pyramid/],
  ["bands", /^Combine bands/],
  ["convert_data_type", /^Convert cell type/],
  ["reclassify", /^Reclassify/],
  ["normalize", /^Normalize/],
  ["map_cells", /^Map cells/],
  ["map tiles", /^Map cells/],
  ["add", /^Raster calculator/],
  ["sqrt", /^Raster calculator/],
  ["local max", /^Raster calculator/],
  ["aggregate_by_cell", /^Aggregate by cell/],
  ["filter_by_times", /^Filter by times/],
  ["to_spatial_layer", /^To spatial layer/],
  ["focal", /^Focal statistics/],
  ["slope", /^Slope/],
  ["aspect", /^Aspect/],
  ["hillshade", /^Hillshade/],
  ["tobler", /^Walking speed/],
  ["rasterize", /^Rasterize/],
  ["euclidean_distance", /^Distance to shapes/],
  ["cost_distance", /^Cost distance/],
  ["polygonal_mean", /^Statistics per area/],
  ["get_min_max", /^Minimum, maximum, mean/],
  ["get_histogram", /^Histogram/],
  ["get_class_histogram", /^Histogram/],
  ["get_quantile_breaks", /^Class breaks/],
  ["get_quantile_breaks_exact_int", /^Class breaks/],
  ["ColorMap", /^(Class breaks|Colours and stretch)/],
  ["lookup", /^Values at a point/],
  ["get_point_values", /^Values at a point/],
  ["min_series", /^Values at a point/],
  ["to_numpy", /^Values at a point/],
  ["collect_keys", /^Tiles and layout/],
  ["collect_metadata", /^Tiles and layout/],
  ["count", /^(Tiles and layout|Histogram)/],
  ["isEmpty", /^(Tiles and layout|Minimum)/],
  ["getNumPartitions", /^Tiles and layout/],
  ["repartition", /^Tiles and layout/],
  ["partition strategy", /^Tiles and layout/],
  ["stitch", /^Export GeoTIFF/],
  ["save_stitched", /^Export GeoTIFF/],
  ["to_geotiff", /^(Export tiles|Export GeoTIFF)/],
  ["to_png", /^Export PNG tiles/],
  ["persist", /^Keep results/],
  ["unpersist", /^Keep results/],
  ["cache", /^Keep results/],
  ["geotiff.get", /^Choose files/],
  ["fromTypedArrays", /^Choose files/],
];

test("the palette knows every verb of the guide, says in a line what each does, and leads there by keyboard", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+K");
  const query = page.getByPlaceholder("What do you want to do?");
  for (const [verb, label] of verbs) {
    await query.fill(verb);
    await expect(page.getByRole("option").first(), verb).toHaveText(label);
  }
  await query.fill("");
  for (const option of await page.locator(".palette-option").all()) await expect(option.locator(".aside")).not.toHaveText("");

  await query.fill("get_min_max");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Info" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ControlOrMeta+K");
  await query.fill("quantile");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tabpanel", { name: "Style" })).toContainText("Reclassify by these");
  expect(errors).toEqual([]);
});

test("Enter takes what is shown as chosen after the query was replaced, and layers of any name are searched", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  const refused = await page.evaluate(() => {
    const api = window.rasterloom as unknown as { layer(name: string): { slope(): { show(name?: unknown): string } } };
    const made = api.layer("heights").slope();
    made.show();
    try {
      return made.show(5);
    } catch (error) {
      return (error as { fault: { tag: string } }).fault.tag;
    }
  });
  expect(refused).toBe("bad-param");
  await expect(layers(page).locator(".layer-name").first()).toHaveText("Slope");
  await page.keyboard.press("ControlOrMeta+K");
  const query = page.getByPlaceholder("What do you want to do?");
  await query.pressSequentially("ndvi");
  await expect(page.getByRole("option")).toHaveText(/^Raster calculator/);
  await page.keyboard.press("ControlOrMeta+A");
  await query.pressSequentially("calc");
  await expect(page.getByRole("option").first()).toHaveText(/^Raster calculator/);
  await page.keyboard.press("Enter");
  await expect(query).toBeHidden();
  await expect(layers(page).getByRole("list", { name: "Recipe" })).toContainText("Raster calculator");
  expect(errors).toEqual([]);
});
