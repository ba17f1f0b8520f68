import { expect, test } from "@playwright/test";
import { addStep, dropMosaic, layers, openWorkbench, recipe } from "./workbench.ts";

test("after a reload in the middle of the work everything is there", async ({ page }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await addStep(page, "Tile and reproject");
  const name = layers(page).locator(".layer-name").first();
  await name.dblclick();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("My valley");
  await page.keyboard.press("Enter");
  await expect(layers(page).getByRole("button", { name: "My valley", exact: true })).toBeVisible();
  await expect(page.getByText("Keeping files")).toHaveCount(0);
  const before = await recipe(page).textContent();

  await page.reload();

  const kept = layers(page).getByRole("button", { name: "My valley", exact: true });
  await expect(kept).toBeVisible();
  if ((await kept.getAttribute("aria-expanded")) !== "true") await kept.click();
  expect(await recipe(page).textContent()).toBe(before);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(kept).toHaveCount(0);
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(kept).toBeVisible();
});

test("the cells of a reloaded layer are read again from what was kept", async ({ page }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  const minMax = () => page.evaluate(() => window.rasterloom.layers()[0]!.getMinMax());
  const before = await minMax();
  await expect(page.getByText("Keeping files")).toHaveCount(0);
  await page.reload();
  await page.evaluate(() => window.rasterloom.ready);
  expect(await minMax()).toEqual(before);
});
