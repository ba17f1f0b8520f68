import { expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { addStep, clickOnMap, layers, openWorkbench, recipe } from "./workbench.ts";

type Ring = readonly (readonly [lon: number, lat: number])[];

/** The polygons of the one mask there is. */
const polygonsOf = (page: Page): Promise<readonly (readonly Ring[])[]> =>
  page.evaluate(() => {
    type Step = { readonly op: string; readonly params: { readonly areas: { readonly polygons: readonly (readonly Ring[])[] } } };
    const { getState } = (window as unknown as { rasterloom: { getState(): { document: { layers: { recipe: { steps: Step[] } }[] } } } }).rasterloom;
    return getState().document.layers[0]!.recipe.steps.find((step) => step.op === "mask")!.params.areas.polygons;
  });

async function openMask(page: Page) {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await addStep(page, "Mask by area");
  await page.getByRole("button", { name: "Draw area" }).click();
  return page.getByRole("toolbar", { name: "Draw" });
}

const area = (page: Page, words: string) => recipe(page).getByRole("button", { name: words, exact: true });

test("a rectangle is drawn, cut by a hole, and its points are moved, removed and undone with the mouse", async ({ page }) => {
  const toolbar = await openMask(page);
  await toolbar.getByRole("button", { name: "Rectangle" }).click();
  await clickOnMap(page, [
    [0.35, 0.3],
    [0.65, 0.7],
  ]);
  await expect(area(page, "Area 1 4 points")).toBeVisible();
  await toolbar.getByRole("button", { name: "Hole" }).click();
  await clickOnMap(page, [
    [0.45, 0.4],
    [0.55, 0.4],
    [0.5, 0.55],
    [0.45, 0.4],
  ]);
  await expect(area(page, "Area 1 4 points, 1 hole")).toBeVisible();

  const map = (await page.locator("canvas.maplibregl-canvas").boundingBox())!;
  const at = (x: number, y: number) => [map.x + x * map.width, map.y + y * map.height] as const;
  await toolbar.getByRole("button", { name: "Edit points" }).click();
  await area(page, "Area 1 4 points, 1 hole").click();
  const before = (await polygonsOf(page))[0]![0]!;
  await page.mouse.move(...at(0.35, 0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.32, 0.27), { steps: 5 });
  await page.mouse.move(...at(0.3, 0.25), { steps: 5 });
  await page.mouse.up();
  const moved = (await polygonsOf(page))[0]![0]!;
  const changed = moved.filter(([lon, lat], i) => lon !== before[i]![0] || lat !== before[i]![1]);
  expect(changed).toHaveLength(1);
  expect(changed[0]![0]).toBeLessThan(Math.min(...before.map(([lon]) => lon)));
  expect(changed[0]![1]).toBeGreaterThan(Math.max(...before.map(([, lat]) => lat)));

  // A new point in the middle of an edge, then the point that was moved is chosen and removed.
  await page.mouse.move(...at(0.5, 0.7));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.76), { steps: 5 });
  await page.mouse.up();
  await expect(area(page, "Area 1 5 points, 1 hole")).toBeVisible();
  await page.mouse.click(...at(0.3, 0.25));
  await page.keyboard.press("Delete");
  await expect(area(page, "Area 1 4 points, 1 hole")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(area(page, "Area 1 5 points, 1 hole")).toBeVisible();
});

test("an area is drawn, and a point of it moved and removed, with the keyboard alone", async ({ page }) => {
  await openMask(page);
  const map = page.locator("canvas.maplibregl-canvas");
  const move = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(`Shift+${key}`);
  };
  // The map has the keys when the tool is there.
  await expect(map).toBeFocused();
  await page.keyboard.press("Enter");
  await move("ArrowRight", 12);
  await page.keyboard.press("Enter");
  await move("ArrowDown", 12);
  await page.keyboard.press("Enter");
  await move("ArrowLeft", 12);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await move("ArrowDown", 4);
  await page.keyboard.press("Enter");
  // Back on the first point Enter closes.
  await move("ArrowUp", 16);
  await page.keyboard.press("Enter");
  await expect(area(page, "Area 1 4 points")).toBeVisible();
  const before = (await polygonsOf(page))[0]![0]!;

  await area(page, "Area 1 4 points").focus();
  await page.keyboard.press("Enter");
  await map.focus();
  await page.keyboard.press("Enter");
  await move("ArrowUp", 3);
  await page.keyboard.press("Enter");
  const moved = (await polygonsOf(page))[0]![0]!;
  expect(moved.filter(([lon, lat], i) => lon !== before[i]![0] || lat !== before[i]![1])).toHaveLength(1);
  expect(Math.max(...moved.map(([, lat]) => lat))).toBeGreaterThan(Math.max(...before.map(([, lat]) => lat)));
  await page.keyboard.press("Delete");
  await expect(area(page, "Area 1 3 points")).toBeVisible();
});
