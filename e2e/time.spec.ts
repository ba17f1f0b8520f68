import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { addStep, choose, clickOnMap, downloadBy, layers, openWorkbench, recipe } from "./workbench.ts";

const dates = ["2026-03-08", "2026-04-24", "2026-06-11"] as const;
const files = dates.map((date) => samplePath(`snow_${date}.tif`));

/** The three dates as one layer, as the toast offers. */
async function dropSeries(page: Page): Promise<void> {
  await dropFiles(page, files);
  await page.getByRole("button", { name: "Make one layer" }).click({ force: true });
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await expect(layers(page)).toContainText("3 dates");
}

const bar = (page: Page) => page.getByRole("region", { name: "Dates" });
const slider = (page: Page) => bar(page).getByRole("slider", { name: "Date on the map" });

/** What axe finds, by rule and place. */
const violations = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));

/** What the map shows at a place, once nothing is on its way. */
const valuesOf = (page: Page) =>
  page.evaluate(() => {
    const { getState } = (window as unknown as { rasterloom: { getState(): { probe: { readings: { values: number[] | null }[] } | null } } }).rasterloom;
    return getState().probe?.readings[0]?.values ?? null;
  });

test("three dates become one layer with a slider that works by keyboard, and a clicked cell has a chart and a CSV", async ({ page }, info) => {
  const errors = await openWorkbench(page);
  await dropSeries(page);
  await slider(page).focus();
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${dates[0]} 10:30, 1 of 3`);
  await page.keyboard.press("End");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${dates[2]} 10:30, 3 of 3`);
  await page.keyboard.press("ArrowLeft");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${dates[1]} 10:30, 2 of 3`);
  await page.keyboard.press("Home");

  await clickOnMap(page, [[0.3, 0.35]]);
  await page.getByRole("tab", { name: "Values" }).click();
  const table = page.getByRole("table", { name: "Values at each date" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(page.locator(".series-chart svg circle")).toHaveCount(3);
  await expect(table.locator("tr[aria-current]")).toContainText(dates[0]);
  expect(await violations(page)).toEqual([]);

  const csv = readFileSync(await downloadBy(page, () => page.getByRole("button", { name: "CSV" }).click(), info.outputPath("series.csv")), "utf8");
  const [head, ...lines] = csv.trim().split("\r\n");
  expect(head).toBe("date,Snow cover");
  expect(lines.map((line) => line.split(",")[0])).toEqual(dates.map((date) => `${date}T10:30:00.000Z`));
  const shown = await table.locator("tbody td").allTextContents();
  expect(lines.map((line) => line.split(",")[1])).toEqual(shown.map((text) => (text === "NoData" ? "" : text)));

  // A comma and a dot step through the dates; the value under the pin follows.
  await page.keyboard.press("Escape");
  await page.locator("body").press(".");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${dates[1]} 10:30, 2 of 3`);
  await bar(page).getByRole("button", { name: "Play" }).click();
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${dates[2]} 10:30, 3 of 3`);
  await bar(page).getByRole("button", { name: "Pause" }).click();
  expect(errors).toEqual([]);
});

test("a range is kept, aggregated over time, and two dates are subtracted", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropSeries(page);
  await clickOnMap(page, [[0.3, 0.35]]);
  await page.getByRole("tab", { name: "Values" }).click();
  const cells = page.getByRole("table", { name: "Values at each date" }).locator("tbody td");
  await expect(cells).toHaveCount(3);
  const [march, april, june] = (await cells.allTextContents()).map(Number);

  await bar(page).getByRole("button", { name: "Range of dates" }).click();
  await choose(page, bar(page), "Last date", dates[1]);
  await expect(slider(page)).toHaveAttribute("max", "1");
  expect(await violations(page)).toEqual([]);
  await bar(page).getByRole("button", { name: "Aggregate" }).click();
  await expect(recipe(page)).toContainText("Filter by times");
  await expect(recipe(page)).toContainText("Aggregate by cell");
  await expect.poll(() => valuesOf(page)).toEqual([(march! + april!) / 2]);
  await expect(bar(page)).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Z");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(layers(page)).toContainText("3 dates");

  await addStep(page, "Difference of two dates");
  await expect.poll(() => valuesOf(page)).toEqual([june! - march!]);
  await choose(page, recipe(page), "From", dates[1]);
  await expect.poll(() => valuesOf(page)).toEqual([june! - april!]);
  expect(errors).toEqual([]);
});

test("dates that the user types stay after a reload, and all dates are exported as a zip", async ({ page }, info) => {
  const errors = await openWorkbench(page);
  await dropSeries(page);
  await addStep(page, "Set dates");
  await recipe(page).getByText("File names").click();
  const first = recipe(page).getByRole("textbox", { name: `Date of snow_${dates[0]}.tif` });
  await expect(first).toHaveValue(dates[0]);
  expect(await violations(page)).toEqual([]);
  await first.fill("2025-12-24");
  await first.press("Enter");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "2025-12-24, 1 of 3");
  await page.reload();
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "2025-12-24, 1 of 3");

  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  await expect(sheet.getByRole("textbox", { name: "File name" })).toHaveValue("snow_2025-12-24.tif");
  await choose(page, sheet, "Date", "All 3");
  const path = await downloadBy(page, () => sheet.getByRole("button", { name: "Export GeoTIFF" }).click(), info.outputPath("snow.zip"));
  const zipped = unzipSync(readFileSync(path));
  expect(Object.keys(zipped)).toEqual(["snow_2025-12-24.tif", "snow_2026-04-24.tif", "snow_2026-06-11.tif"]);
  for (const bytes of Object.values(zipped)) expect(new TextDecoder("latin1").decode(bytes.slice(0, 2))).toBe("II");
  expect(errors).toEqual([]);
});

test("filtering every date away is said, and nothing breaks", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropSeries(page);
  await addStep(page, "Filter by times");
  const end = recipe(page).getByRole("textbox", { name: "End of interval 1" });
  const start = recipe(page).getByRole("textbox", { name: "Start of interval 1" });
  await start.fill("2000-01-01");
  await start.press("Enter");
  await end.fill("2000-12-31");
  await end.press("Enter");
  await expect(recipe(page)).toContainText("None of the 3 dates is in there: the layer is then empty.");
  await expect(layers(page)).toContainText("UInt8 · empty");
  await clickOnMap(page, [[0.5, 0.5]]);
  for (const tab of ["Values", "Info", "Style"]) await page.getByRole("tab", { name: tab }).click();
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  await expect(layers(page)).toContainText("The layer is empty: none of its dates is left.");
  expect(errors).toEqual([]);
});
