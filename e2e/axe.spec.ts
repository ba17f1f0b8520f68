import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { addStep, openWorkbench } from "./workbench.ts";

/** Violations by rule and place, so that a failure reads as a list of what to mend. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`in the ${colorScheme} theme`, () => {
    // Colours are measured at rest, not on their way from one to another.
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds nothing in any state of the main job", async ({ page }) => {
      await openWorkbench(page);
      expect(await violations(page), "empty").toEqual([]);
      await page.getByRole("button", { name: "Try with sample data" }).click();
      await expect(page.locator(".layer-card")).not.toHaveCount(0);
      expect(await violations(page), "layers").toEqual([]);
      await addStep(page, "Mask by area");
      expect(await violations(page), "mask form").toEqual([]);
      await page.keyboard.press("ControlOrMeta+K");
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await violations(page), "palette").toEqual([]);
      await page.keyboard.press("Escape");
      for (const tab of ["Values", "Info", "Style"]) {
        await page.getByRole("tab", { name: tab }).click();
        expect(await violations(page), tab).toEqual([]);
      }
      await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
      await expect(page.getByRole("complementary", { name: "Export GeoTIFF" })).toBeVisible();
      expect(await violations(page), "export").toEqual([]);
    });
  });
