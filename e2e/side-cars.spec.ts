import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { writePlainTiff } from "./tiff.ts";
import { filesAreKept, layerNamed, layers, openWorkbench, writeWithoutCrs } from "./workbench.ts";

const utm33 =
  'PROJCS["WGS_1984_UTM_Zone_33N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",15],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]';

test("a .prj dropped after its picture places it, by its base name, before and after a reload", async ({ page }, info) => {
  await openWorkbench(page);
  const [first, second] = [info.outputPath("Valley.tif"), info.outputPath("slope.tif")];
  writeWithoutCrs("soca_nw.tif", first);
  writeWithoutCrs("soca_ne.tif", second);
  for (const name of ["VALLEY.prj", "slope.prj", "stray.prj"]) writeFileSync(info.outputPath(name), utm33);
  await dropFiles(page, [first, second]);
  await expect(layers(page).locator("[data-waiting]")).toHaveCount(2);
  await page.keyboard.press("Escape");

  await dropFiles(page, [info.outputPath("stray.prj")]);
  await expect(layers(page).getByText("stray.prj belongs to no file that waits")).toBeVisible();
  await expect(layers(page).locator("[data-waiting]")).toHaveCount(2);
  await dropFiles(page, [info.outputPath("VALLEY.prj")]);
  await expect(layers(page).getByRole("button", { name: "Valley", exact: true, expanded: true })).toBeVisible();
  await expect(layers(page).locator(".layer-card:not([data-waiting])")).toContainText("EPSG:32633");

  await filesAreKept(page);
  await page.reload();
  await expect(layers(page).locator("[data-waiting]")).toHaveCount(1);
  await dropFiles(page, [info.outputPath("slope.prj")]);
  await expect(layerNamed(page, "slope")).toBeVisible();
  await expect(layers(page).locator("[data-waiting]")).toHaveCount(0);
  await expect(layers(page).getByRole("alert")).toHaveCount(0);
});

test("a world file and a .prj dropped with a picture that has neither place it", async ({ page }, info) => {
  const path = info.outputPath("plain.tif");
  writePlainTiff(path, { cols: 4, rows: 4 });
  await openWorkbench(page);
  await dropFiles(page, [path]);
  await expect(layers(page).getByText("no position")).toBeVisible();
  await page.keyboard.press("Escape");
  writeFileSync(info.outputPath("plain.tfw"), "30\n0\n0\n-30\n400015\n5129985\n");
  writeFileSync(info.outputPath("plain.prj"), utm33);
  await dropFiles(page, [info.outputPath("plain.tfw")]);
  await expect(layers(page).getByText("CRS unknown")).toBeVisible();
  await dropFiles(page, [info.outputPath("plain.prj")]);
  await expect(layerNamed(page, "plain")).toBeVisible();
  const extent = await page.evaluate(
    () =>
      (window as unknown as { rasterloom: { layer(name: string): { metadata: { rasters: { extent: unknown }[] } } } }).rasterloom.layer("plain").metadata
        .rasters[0]!.extent,
  );
  expect(extent).toEqual({ west: 400_000, south: 5_129_880, east: 400_120, north: 5_130_000 });
});

test("the samples' own side-car is used when it is dropped beside its file", async ({ page }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("landcover.tif"), samplePath("landcover.tif.aux.xml")]);
  await expect(layerNamed(page, "landcover")).toBeVisible();
  await expect(layers(page).getByRole("alert")).toHaveCount(0);
});
