import { readFileSync, writeFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";

export const sceneNames = ["soca_nw.tif", "soca_ne.tif", "soca_sw.tif", "soca_se.tif"] as const;

/** Opens the page and waits until the last project has been read back. Anything the page logs as an error ends up in the list. */
export async function openWorkbench(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Find steps, layers and commands" })).toBeVisible();
  await page.evaluate(async () => {
    await (window as unknown as { rasterloom: { ready: Promise<void> } }).rasterloom.ready;
    // Two frames later everything that the first picture started is in place.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  return errors;
}

export const layers = (page: Page): Locator => page.getByRole("complementary", { name: "Layers" });
/** The button that carries a layer's name. */
export const layerNamed = (page: Page, name: string): Locator => layers(page).getByRole("button", { name, exact: true });
export const recipe = (page: Page): Locator => layers(page).getByRole("list", { name: "Recipe" });

/** Drops the four sample scenes together and makes them one layer, as the toast offers. */
export async function dropMosaic(page: Page): Promise<void> {
  await dropFiles(page, sceneNames.map(samplePath));
  const offer = page.getByRole("button", { name: "Make one layer" });
  await expect(offer).toBeVisible();
  // The offer goes after eight seconds, which a busy machine may take to see that the button stands still.
  await offer.click({ force: true });
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
}

/** Waits until the bytes of every opened file are in the browser's own storage. */
export async function filesAreKept(page: Page): Promise<void> {
  const pending = () =>
    page.evaluate(() => {
      const { getState } = (window as unknown as { rasterloom: { getState(): { scenes: Record<string, { keeping: { kind: string } }> } } }).rasterloom;
      return Object.values(getState().scenes).filter(({ keeping }) => keeping.kind !== "stored").length;
    });
  await expect.poll(pending).toBe(0);
}

/** Adds a step to the selected layer through the palette. */
export async function addStep(page: Page, words: string): Promise<void> {
  await layers(page)
    .getByRole("button", { name: /^Add step/ })
    .click();
  await page.getByPlaceholder("What do you want to do?").fill(words);
  await page.keyboard.press("Enter");
  await expect(recipe(page).locator(".step-words").filter({ hasText: words })).toBeVisible();
}

/** Picks an option of a closed list by its label. */
export async function choose(page: Page, scope: Locator, label: string, option: string): Promise<void> {
  await scope.getByRole("button", { name: new RegExp(`${label}$`) }).click();
  await page.getByRole("option", { name: new RegExp(`^${option}`) }).click();
}

/** Clicks points on the map, given as shares of its width and height; the last is the first again, which closes the area. */
export async function clickOnMap(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const map = (await page.locator("canvas.maplibregl-canvas").boundingBox())!;
  for (const [x, y] of points) {
    await page.mouse.move(map.x + x * map.width, map.y + y * map.height, { steps: 4 });
    await page.mouse.click(map.x + x * map.width, map.y + y * map.height, { delay: 50 });
    // No hand is faster, and two clicks that are would count as a double click.
    await page.waitForTimeout(300);
  }
}

/** Clicks what starts a download and saves it; answers its path. */
export async function downloadBy(page: Page, start: () => Promise<void>, path: string): Promise<string> {
  const download = page.waitForEvent("download", { timeout: 90_000 });
  await start();
  await (await download).saveAs(path);
  return path;
}

/** A copy of a sample whose GeoKeys name no CRS. */
export function writeWithoutCrs(name: string, path: string): void {
  const bytes = readFileSync(samplePath(name));
  const directory = bytes.readUInt32LE(4);
  for (let i = 0; i < bytes.readUInt16LE(directory); i++) {
    const entry = directory + 2 + i * 12;
    // The directory's own fourth number counts its keys.
    if (bytes.readUInt16LE(entry) === 34735) bytes.writeUInt16LE(0, bytes.readUInt32LE(entry + 8) + 6);
  }
  writeFileSync(path, bytes);
}
