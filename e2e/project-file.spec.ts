import { statSync, writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type {} from "../src/script/rasterloom.ts";
import { zipOf } from "../src/session/zip.ts";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { addStep, downloadBy, dropMosaic, layers, openWorkbench, recipe, sceneNames } from "./workbench.ts";

/** Saves the project as the menu does. */
async function saveProject(page: Page, choice: string, path: string): Promise<string> {
  await page.getByRole("banner").getByRole("button", { name: "Project", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save project…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save project" });
  await dialog.getByText(choice).click();
  return downloadBy(page, () => dialog.getByRole("button", { name: "Save" }).click(), path);
}

/** A project with a joined layer, a step with an odd number, a mask, a name and a ramp. */
async function workOn(page: Page): Promise<void> {
  await dropMosaic(page);
  await addStep(page, "Tile and reproject");
  await page.evaluate(async () => {
    const { commands, getState } = window.rasterloom;
    const [layer] = getState().document.layers;
    const ring = [
      [13.6, 46.3],
      [13.7, 46.3],
      [13.7, 46.4],
      [13.6, 46.3],
    ] as const;
    commands.addStep(layer!.id, "convertType", { cellType: "float64", nodata: Number.NaN, overflow: "clamp" });
    commands.rename(layer!.id, "My valley");
    commands.setStyle(layer!.id, { mode: "single", ramp: "magma", reversed: true });
    commands.renameProject("Soča");
    commands.addStep(layer!.id, "mask");
    const step = getState().openStep!;
    await commands.importAreas(layer!.id, step, new File([JSON.stringify({ type: "Polygon", coordinates: [ring] })], "area.geojson"));
  });
}

/** What a project is made of, without ids that are given anew. */
const whole = (page: Page) =>
  page.evaluate(() => {
    const { document, selected } = window.rasterloom.getState();
    return JSON.stringify({ document, selected }, (_key, value) => (Number.isNaN(value) ? "NaN" : value));
  });

const keepings = (page: Page) => page.evaluate(() => Object.values(window.rasterloom.getState().scenes).map(({ keeping }) => keeping.kind));
const camera = (page: Page) => page.evaluate(() => window.rasterloom.getState().camera!);

test("a project saved with its files opens in another browser as it was", async ({ page, browser }, info) => {
  await openWorkbench(page);
  await workOn(page);
  await page.waitForTimeout(500);
  const before = await whole(page);
  const seen = await camera(page);
  const path = await saveProject(page, "With the GeoTIFFs", info.outputPath("valley.rasterloom"));
  const sources = sceneNames.reduce((sum, name) => sum + statSync(samplePath(name)).size, 0);
  expect(statSync(path).size).toBeGreaterThan(sources);

  const elsewhere = await (await browser.newContext()).newPage();
  const errors = await openWorkbench(elsewhere);
  await dropFiles(elsewhere, [path]);
  await expect(layers(elsewhere).getByRole("button", { name: "My valley", exact: true })).toBeVisible();
  expect(await whole(elsewhere)).toBe(before);
  const shown = await camera(elsewhere);
  expect(shown.zoom).toBeCloseTo(seen.zoom, 6);
  expect(shown.centre[0]).toBeCloseTo(seen.centre[0], 6);
  await expect.poll(() => keepings(elsewhere)).toEqual(sceneNames.map(() => "stored"));
  const numbers = (on: Page) => on.evaluate(async () => JSON.stringify(await window.rasterloom.layer("My valley").getMinMax()));
  expect(await numbers(elsewhere)).toBe(await numbers(page));
  expect(errors).toEqual([]);
  await elsewhere.context().close();
});

test("without its files a project waits for them, and undo brings back what was open", async ({ page, browser }, info) => {
  await openWorkbench(page);
  await workOn(page);
  const before = await whole(page);
  const path = await saveProject(page, "Without the GeoTIFFs", info.outputPath("valley.rasterloom"));
  expect(statSync(path).size).toBeLessThan(100_000);

  const elsewhere = await (await browser.newContext()).newPage();
  await openWorkbench(elsewhere);
  await dropFiles(elsewhere, [samplePath("soca_nw.tif")]);
  await expect(layers(elsewhere).locator(".layer-card")).toHaveCount(1);
  await dropFiles(elsewhere, [path]);
  await expect(layers(elsewhere).getByRole("button", { name: "My valley", exact: true })).toBeVisible();
  await expect(recipe(elsewhere).getByText("soca_se.tif is not at hand")).toBeVisible();
  // One of the four was there already.
  await dropFiles(elsewhere, sceneNames.slice(1).map(samplePath));
  await expect(recipe(elsewhere).getByText("is not at hand")).toHaveCount(0);
  expect(await whole(elsewhere)).toBe(before);
  await elsewhere.getByRole("button", { name: "Undo" }).click();
  await expect(layers(elsewhere).getByRole("button", { name: "soca_nw", exact: true })).toBeVisible();
  await elsewhere.context().close();
});

test("what is no project, and what a newer version saved, is told in a sentence", async ({ page }, info) => {
  await openWorkbench(page);
  const path = info.outputPath("broken.rasterloom");
  writeFileSync(path, "this is no zip file");
  await dropFiles(page, [path]);
  await expect(layers(page).getByRole("alert").filter({ hasText: "It is no project of Rasterloom" })).toBeVisible();
  const newer = info.outputPath("newer.rasterloom");
  const text = JSON.stringify({ format: "rasterloom-project", version: 2 });
  const zip = await zipOf([{ name: "project.json", blob: new Blob([text]) }]);
  writeFileSync(newer, new Uint8Array(await zip.arrayBuffer()));
  await dropFiles(page, [newer]);
  await expect(layers(page).getByRole("alert").filter({ hasText: "A newer Rasterloom saved it" })).toBeVisible();
});
