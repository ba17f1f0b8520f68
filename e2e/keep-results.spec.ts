import { expect, test } from "@playwright/test";
import { addStep, dropMosaic, filesAreKept, layers, openWorkbench, recipe } from "./workbench.ts";

test("results are kept from the layer's menu, survive a reload, go with a change of the recipe, and can be forgotten", async ({ page }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await filesAreKept(page);
  await addStep(page, "Tile and reproject");
  const more = layers(page).getByRole("button", { name: /^More for/ });
  const kept = layers(page).getByText("Results kept");
  await more.click();
  await page.getByRole("menuitem", { name: "Keep results" }).click();
  await expect(kept).toBeVisible();
  await page.reload();
  await expect(kept).toBeVisible();

  await recipe(page).getByRole("switch", { name: "Tile and reproject: on" }).press("Space");
  await expect(kept).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(kept).toBeVisible();
  await more.click();
  await page.getByRole("menuitem", { name: "Forget kept results" }).click();
  await expect(kept).toHaveCount(0);
});
