import { expect, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { filesAreKept, layerNamed, layers, openWorkbench } from "./workbench.ts";

const elsewhere = /This project is open in another tab, so changes here are not saved\./;

test("a second tab shows the project, says that it does not save, and leaves the first one's work alone", async ({ page, context }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await expect(layerNamed(page, "soca_nw")).toBeVisible();
  await filesAreKept(page);
  await expect(page.getByText(elsewhere)).toHaveCount(0);

  const second = await context.newPage();
  await openWorkbench(second);
  await expect(second.getByText(elsewhere)).toBeVisible();
  await expect(layerNamed(second, "soca_nw")).toBeVisible();
  await layerNamed(second, "soca_nw").focus();
  await second.keyboard.press("Delete");
  await dropFiles(second, [samplePath("landcover.tif")]);
  await expect(layerNamed(second, "landcover")).toBeVisible();
  await dropFiles(page, [samplePath("heights.tif")]);
  await expect(layerNamed(page, "heights")).toBeVisible();
  await filesAreKept(page);
  await second.close();

  await page.reload();
  await expect(layerNamed(page, "soca_nw")).toBeVisible();
  await expect(layerNamed(page, "heights")).toBeVisible();
  await expect(layers(page).locator(".layer-card")).toHaveCount(2);
  await expect(page.getByText(elsewhere)).toHaveCount(0);
});

test("the second tab takes the project over once the first was closed", async ({ page, context }) => {
  await openWorkbench(page);
  await dropFiles(page, [samplePath("soca_nw.tif")]);
  await filesAreKept(page);
  const second = await context.newPage();
  await openWorkbench(second);
  await expect(second.getByText(elsewhere)).toBeVisible();
  await dropFiles(page, [samplePath("heights.tif")]);
  await expect(layerNamed(page, "heights")).toBeVisible();
  await filesAreKept(page);
  await page.close();
  await second.getByRole("button", { name: "Go on here" }).click();
  await expect(layerNamed(second, "heights")).toBeVisible();
  await expect(layerNamed(second, "soca_nw")).toBeVisible();
  await expect(second.getByText(/not saved/)).toHaveCount(0);
});
