import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { addStep, dropMosaic, layerNamed, layers, openWorkbench } from "./workbench.ts";

test("a step that the layer is not ready for is listed with what has to come first, and offered once it has", async ({ page }) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByPlaceholder("What do you want to do?").fill("merge");
  const merge = page.getByRole("option", { name: /^Merge/ });
  await expect(merge).toHaveAttribute("aria-disabled", "true");
  await expect(merge).toContainText(/tile and reproject it first/i);
  // The first press empties the search, the second closes.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await addStep(page, "Tile and reproject");
  await addStep(page, "Merge");
});

test("the export of scenes in different CRSs is refused on a card about the layer, with the way on", async ({ page }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif"), samplePath("snow_2026-03-08.tif")]);
  await expect(layers(page).locator(".layer-card")).toHaveCount(2);
  await layerNamed(page, "heights").click();
  await layerNamed(page, "snow_2026-03-08").click({ modifiers: ["ControlOrMeta"] });
  await layers(page).getByRole("button", { name: "Make one layer" }).click();
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const card = layers(page).getByRole("alert");
  await expect(card).toContainText("These layers are in different CRSs");
  await expect(card.getByRole("button", { name: "Choose it again…" })).toHaveCount(0);
  await card.getByRole("button", { name: "Tile and reproject…" }).click();
  const form = layers(page).locator(".step-form");
  const crs = form.getByRole("combobox", { name: "CRS" });
  await crs.fill("qwertz");
  await page.keyboard.press("Tab");
  await expect(form.locator(".problem")).toContainText('Nothing is called "qwertz"');
  await expect(crs).toHaveValue("qwertz");
  await crs.fill("EPSG:4326");
  await page.keyboard.press("Tab");
  await expect(crs).toHaveValue(/^EPSG:4326 WGS 84/);
  await crs.fill("3857");
  await expect(page.getByRole("option", { name: /3857/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(crs).toHaveValue(/^EPSG:3857/);
  await page.keyboard.press("Tab");
  await expect(layers(page).getByRole("alert")).toHaveCount(0);
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  await expect(page.getByRole("complementary", { name: "Export GeoTIFF" })).toContainText("EPSG:3857");
});
