import { readFileSync, writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, type TestInfo, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { isInside, type Raster, readRaster, samplePath } from "./expected.ts";
import { addStep, downloadBy, layers, openWorkbench, recipe } from "./workbench.ts";

type Ring = readonly (readonly [number, number])[];

const sample = "soca_nw.tif";

/** Two polygons in the sample's own CRS, the first with a hole, and one beside the sample. */
function polygonsOn({ west, north, cols, rows, cellWidth, cellHeight }: Raster): readonly (readonly Ring[])[] {
  const at = (shares: readonly (readonly [number, number])[]): Ring => {
    const ring = shares.map(([x, y]) => [west + x * cols * cellWidth, north - y * rows * cellHeight] as const);
    return [...ring, ring[0]!];
  };
  return [
    [
      at([
        [0.11, 0.12],
        [0.53, 0.08],
        [0.61, 0.57],
        [0.3, 0.71],
      ]),
      at([
        [0.3, 0.3],
        [0.42, 0.28],
        [0.4, 0.44],
      ]),
    ],
    [
      at([
        [0.45, 0.4],
        [0.93, 0.33],
        [0.9, 0.91],
        [0.52, 0.83],
      ]),
    ],
    [
      at([
        [1.5, 0.1],
        [1.7, 0.1],
        [1.7, 0.3],
      ]),
    ],
  ];
}

/** Count, min, max, mean, sum and deviation of the cells whose centre is inside; null without any. */
function statistics(raster: Raster, band: number, rings: readonly Ring[]) {
  const values: number[] = [];
  for (let row = 0; row < raster.rows; row++)
    for (let col = 0; col < raster.cols; col++) {
      const value = raster.bands[band]![row * raster.cols + col]!;
      if (value !== raster.nodata && isInside([rings], raster.west + (col + 0.5) * raster.cellWidth, raster.north - (row + 0.5) * raster.cellHeight))
        values.push(value);
    }
  if (values.length === 0) return null;
  const sum = values.reduce((l, r) => l + r, 0);
  const mean = sum / values.length;
  const deviation = Math.sqrt(values.reduce((l, value) => l + (value - mean) ** 2, 0) / values.length);
  return { count: values.length, min: Math.min(...values), max: Math.max(...values), mean, sum, deviation };
}

/** The sample with a mask of the polygons, read from a GeoJSON file that names the sample's CRS. */
async function openMasked(page: Page, info: TestInfo) {
  const raster = await readRaster(samplePath(sample));
  const polygons = polygonsOn(raster);
  const path = info.outputPath("areas.geojson");
  const features = polygons.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  writeFileSync(path, JSON.stringify({ type: "FeatureCollection", crs: { type: "name", properties: { name: "EPSG:32633" } }, features }));
  await dropFiles(page, [samplePath(sample)]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await addStep(page, "Mask by area");
  const chooser = page.waitForEvent("filechooser");
  await recipe(page).getByRole("button", { name: "Import…" }).click();
  await (await chooser).setFiles(path);
  await expect(recipe(page)).toContainText("3 areas, keep inside");
  return { raster, polygons };
}

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const table = (page: Page) => page.getByRole("region", { name: "Statistics per area" });
const plain = (text: string) => text.replace(/\u00a0/g, "").replace("\u2212", "-");

test("the table of statistics per area and its CSV hold what the cells say", async ({ page }, info) => {
  const errors = await openWorkbench(page);
  const { raster, polygons } = await openMasked(page, info);

  await page.keyboard.press("ControlOrMeta+K");
  await page.getByPlaceholder("What do you want to do?").fill("zonal");
  await page.keyboard.press("Enter");
  const rows = table(page).getByRole("row");
  // Three areas of four bands under the head.
  await expect(rows).toHaveCount(13);
  await expect(table(page)).toContainText("Exact");
  const first = statistics(raster, 0, polygons[0]!)!;
  const told = (await rows.nth(1).getByRole("cell").allInnerTexts()).map(plain);
  expect(told.slice(1, 4)).toEqual([String(first.count), String(first.min), String(first.max)]);
  expect(Number(told[4])).toBeCloseTo(first.mean, 0);
  expect(told[5]).toBe(String(first.sum));

  await table(page).getByRole("button", { name: "Mean" }).click();
  await expect(table(page).getByRole("columnheader", { name: "Mean" })).toHaveAttribute("aria-sort", "ascending");
  const means = (await rows.locator("td:nth-last-child(3)").allInnerTexts()).map(plain);
  const numbers = means.slice(0, 8).map(Number);
  expect(numbers).toEqual([...numbers].sort((l, r) => l - r));
  expect(means.slice(8)).toEqual(["–", "–", "–", "–"]);

  const path = await downloadBy(page, () => table(page).getByRole("button", { name: "Download CSV" }).click(), info.outputPath("areas.csv"));
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\r\n");
  // The sample has a date.
  expect(head).toBe("area,date,band,count,min,max,mean,sum,std");
  expect(lines).toHaveLength(12);
  for (const [i, line] of lines.entries()) {
    const [area, date, , ...fields] = line.split(",");
    expect(date).toMatch(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
    const expected = statistics(raster, i % 4, polygons[Math.floor(i / 4)]!);
    expect(area).toBe(String(Math.floor(i / 4) + 1));
    if (!expected) expect(fields).toEqual(["0", "", "", "", "", ""]);
    else {
      const [count, min, max, mean, sum, deviation] = fields.map(Number);
      expect([count, min, max, sum]).toEqual([expected.count, expected.min, expected.max, expected.sum]);
      expect(mean).toBeCloseTo(expected.mean, 9);
      expect(deviation).toBeCloseTo(expected.deviation, 7);
    }
  }
  expect(errors).toEqual([]);
});

test("the table follows the areas, and takes those of a file", async ({ page }, info) => {
  await openWorkbench(page);
  const { raster, polygons } = await openMasked(page, info);
  await recipe(page).getByRole("button", { name: "Statistics per area…" }).click();
  await expect(table(page).getByRole("row")).toHaveCount(13);
  await recipe(page).getByRole("button", { name: "Delete area 1" }).click();
  await expect(table(page).getByRole("row")).toHaveCount(9);
  const second = statistics(raster, 0, polygons[1]!)!;
  await expect(table(page).getByRole("row").nth(1).getByRole("cell").nth(1)).toHaveText(
    new RegExp(`^${String(second.count).replace(/(?=(\d{3})+$)(?!^)/g, "\u00a0")}$`),
  );

  // Of the source, the area that the mask has lost counts again.
  const chooser = page.waitForEvent("filechooser");
  await table(page).getByRole("button", { name: "Import areas…" }).click();
  await (await chooser).setFiles(info.outputPath("areas.geojson"));
  await expect(table(page).getByRole("row")).toHaveCount(13);
  await table(page)
    .getByRole("button", { name: /Values of$/ })
    .click();
  await page.getByRole("option", { name: "Source" }).click();
  const whole = statistics(raster, 0, polygons[0]!)!;
  await expect(table(page).getByRole("row").nth(1).getByRole("cell").nth(5)).toHaveText(String(whole.sum).replace(/\B(?=(\d{3})+$)/g, "\u00a0"));
  await table(page).getByRole("button", { name: "Close the table" }).click();
  await expect(table(page)).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("the inspector tells the value after every step and why a cell is NoData", async ({ page }, info) => {
      await openWorkbench(page);
      const { raster } = await openMasked(page, info);
      await layers(page)
        .getByRole("button", { name: /^More for/ })
        .click();
      await page.getByRole("menuitem", { name: /Zoom to layer/ }).click();
      await page.getByRole("tab", { name: "Values" }).click();
      const probe = (x: number, y: number) =>
        page.evaluate(
          async ([lon, lat]) => {
            const { rasterloom } = window as unknown as { rasterloom: { commands: { probeAt(lon: number, lat: number): Promise<void> } } };
            await rasterloom.commands.probeAt(lon!, lat!);
          },
          [x, y],
        );
      const inspector = page.getByRole("complementary", { name: "Inspector" });
      // The middle of the second polygon, then a corner of the scene that no polygon covers.
      await probe(13.56803, 46.32562);
      const byStep = inspector.locator("table.by-step");
      await expect(byStep.getByRole("row")).toHaveCount(3);
      await expect(byStep).not.toContainText("NoData");
      await expect(inspector.getByText(/Masked out/)).toHaveCount(0);
      expect(await violations(page), "inside").toEqual([]);

      await probe(13.47863, 46.37646);
      await expect(inspector.getByText("Masked out by step 1, Mask by area: the cell lies outside every area.")).toBeVisible();
      const [source, masked] = await byStep.getByRole("row").allInnerTexts();
      expect(source).toMatch(/^Scene\s+[\d\u00a0]+$/);
      expect(masked).toContain("NoData");
      expect(raster.bands).toHaveLength(4);
      expect(await violations(page), "outside").toEqual([]);

      await recipe(page).getByRole("button", { name: "Statistics per area…" }).click();
      await expect(table(page).getByRole("row")).toHaveCount(13);
      expect(await violations(page), "table").toEqual([]);
    });
  });
