import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { type Raster, readRaster, samplePath } from "./expected.ts";
import { addStep, choose, clickOnMap, layers, openWorkbench, recipe } from "./workbench.ts";

interface Reading {
  readonly col: number;
  readonly row: number;
  readonly values: readonly number[] | null;
}

/** The value of the selected layer where the map is clicked, with its column and row. */
async function readAt(page: Page, place: readonly [number, number]): Promise<Reading> {
  const reading = () =>
    page.evaluate(
      () => (window as unknown as { rasterloom: { getState(): { probe: { readings: Reading[] } | null } } }).rasterloom.getState().probe?.readings[0] ?? null,
    );
  await clickOnMap(page, [place]);
  await expect.poll(async () => (await reading())?.values?.length ?? 0).toBe(1);
  return (await reading())!;
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

const around = ({ bands, cols }: Raster, col: number, row: number) =>
  [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => Number(bands[0]![(row + dy) * cols + col + dx])));

/** Horn's slope in degrees, written out. */
function slopeOf(heights: Raster, col: number, row: number): number {
  const [nw, n, ne, w, , e, sw, s, se] = around(heights, col, row) as [number, number, number, number, number, number, number, number, number];
  const east = (ne + 2 * e + se - nw - 2 * w - sw) / 8 / heights.cellWidth;
  const south = (sw + 2 * s + se - nw - 2 * n - ne) / 8 / heights.cellHeight;
  return (Math.atan(Math.hypot(east, south)) * 180) / Math.PI;
}

test("slope and the median around have the right value where the map is clicked, and their forms are sound", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  const heights = await readRaster(samplePath("heights.tif"));

  await addStep(page, "Slope");
  expect(await violations(page), "slope").toEqual([]);
  for (const place of [
    [0.5, 0.5],
    [0.4, 0.3],
  ] as const) {
    const { col, row, values } = await readAt(page, place);
    expect(values![0]).toBeCloseTo(slopeOf(heights, col, row), 9);
  }

  await recipe(page).getByRole("button", { name: "Remove Slope" }).click();
  await addStep(page, "Focal statistics");
  await choose(page, layers(page), "Statistic", "Median");
  await expect(layers(page).getByText(/^Gives Int32/)).toBeVisible();
  expect(await violations(page), "focal").toEqual([]);
  const { col, row, values } = await readAt(page, [0.55, 0.45]);
  expect(values![0]).toBe(around(heights, col, row).sort((l, r) => l - r)[4]);
  expect(errors).toEqual([]);
});

test("points that are typed are burnt, and a layer made of geometries alone is there after a reload", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  await addStep(page, "Rasterize");
  expect(await violations(page), "rasterize").toEqual([]);
  const points = layers(page).getByLabel("Add points by longitude and latitude");
  await points.fill("13.7 46.3; 13.7");
  await page.keyboard.press("Enter");
  await expect(layers(page).getByText(/points with a semicolon/)).toBeVisible();
  await points.fill("13.7 46.3; 13.65 46.25");
  await page.keyboard.press("Enter");
  await expect(recipe(page)).toContainText("2 points, value 1");

  await page.evaluate(() => {
    interface Api {
      euclideanDistance(geometry: unknown, options: unknown): { show(name: string): void };
    }
    const { rasterloom } = window as unknown as { rasterloom: Api };
    rasterloom.euclideanDistance({ type: "Point", coordinates: [13.7, 46.3] }, { crs: 3857, sourceCrs: 4326, zoom: 11 }).show("Far from here");
  });
  await expect(recipe(page)).toContainText("Blank layout");
  await expect(recipe(page)).toContainText("1 point");
  const { values } = await readAt(page, [0.5, 0.5]);
  await page.reload();
  await expect(layers(page).getByRole("button", { name: "Far from here", exact: true })).toBeVisible();
  await expect(recipe(page)).toContainText("Blank layout");
  expect((await readAt(page, [0.5, 0.5])).values![0]).toBeCloseTo(values![0]!, -2);
  expect(errors).toEqual([]);
});
