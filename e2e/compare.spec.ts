import { expect, type Page, test } from "@playwright/test";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { choose, openWorkbench } from "./workbench.ts";

/** Two samples of the same ground, the second on top. */
async function openTwo(page: Page): Promise<void> {
  for (const name of ["heights.tif", "landcover.tif"]) {
    await dropFiles(page, [samplePath(name)]);
    await expect(page.getByRole("button", { name: name.replace(".tif", ""), exact: true })).toBeVisible();
  }
  await settled(page);
}

/** Nothing is loading, and two frames have gone by. */
async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.rasterloom.getState().view.loading)).toBe(false);
  await page.waitForTimeout(500);
}

/** Share of pixels that differ between two screenshots of the map, in its left and right part. */
function differing(page: Page, before: Buffer, after: Buffer): Promise<{ left: number; right: number }> {
  return page.evaluate(
    async (pictures) => {
      const pixels = await Promise.all(
        pictures.map(async (base64) => {
          const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      const [one, two] = [pixels[0]!, pixels[1]!];
      const counts = { left: 0, right: 0 };
      for (let at = 0; at < one.data.length; at += 4) {
        const apart = [0, 1, 2].some((c) => Math.abs(one.data[at + c]! - two.data[at + c]!) > 12);
        if (apart) counts[(at / 4) % one.width < one.width / 2 ? "left" : "right"]++;
      }
      const half = (one.width * one.height) / 2;
      return { left: counts.left / half, right: counts.right / half };
    },
    [before.toString("base64"), after.toString("base64")],
  );
}

/** The middle of the map, free of cards but for the line itself. */
async function middle(page: Page): Promise<Buffer> {
  const box = (await page.locator("canvas.maplibregl-canvas").boundingBox())!;
  return page.screenshot({ clip: { x: box.x + box.width * 0.3, y: box.y + box.height * 0.25, width: box.width * 0.4, height: box.height * 0.3 } });
}

test("the compare slider sets two layers side by side, by keyboard and by choice", async ({ page }) => {
  const errors = await openWorkbench(page);
  await openTwo(page);
  const alone = await middle(page);
  await expect(page.getByRole("button", { name: "Compare", exact: true })).toBeEnabled();
  await page.locator("canvas.maplibregl-canvas").focus();
  await page.keyboard.press("c");
  const line = page.getByRole("slider", { name: "Compare left with right" });
  await expect(line).toHaveAttribute("aria-valuenow", "50");
  await settled(page);
  const apart = await differing(page, alone, await middle(page));
  expect(apart.left).toBeLessThan(0.05);
  expect(apart.right).toBeGreaterThan(0.3);

  await line.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  await expect(line).toHaveAttribute("aria-valuenow", "40");
  const box = (await line.boundingBox())!;
  await page.mouse.move(box.x + 16, box.y + 16);
  await page.mouse.down();
  await page.mouse.move(box.x + 216, box.y + 16, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await line.getAttribute("aria-valuenow"))).toBeGreaterThan(50);

  await choose(page, page.locator(".compare"), "Right of the line", "landcover");
  await settled(page);
  const same = await differing(page, alone, await middle(page));
  expect(same.right).toBeLessThan(0.05);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(line).toBeHidden();
  expect(errors).toEqual([]);
});

test("the compare slider sets two dates of a series side by side", async ({ page }) => {
  const errors = await openWorkbench(page);
  await dropFiles(
    page,
    ["2026-03-08", "2026-04-24", "2026-06-11"].map((date) => samplePath(`snow_${date}.tif`)),
  );
  await page.getByRole("button", { name: "Make one layer" }).click();
  await expect(page.getByRole("slider", { name: "Date on the map" })).toBeVisible();
  await page.locator("canvas.maplibregl-canvas").focus();
  await page.keyboard.press("c");
  const sides = page.locator(".compare");
  await expect(sides.getByRole("button", { name: /Left of the line/ })).toContainText("2026-03-08");
  await expect(sides.getByRole("button", { name: /Right of the line/ })).toContainText("2026-06-11");
  await settled(page);
  const apart = await middle(page);
  await choose(page, sides, "Right of the line", "2026-03-08");
  await settled(page);
  const changed = await differing(page, apart, await middle(page));
  expect(changed.left).toBeLessThan(0.05);
  expect(changed.right).toBeGreaterThan(0.2);
  expect(errors).toEqual([]);
});
