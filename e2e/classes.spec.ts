import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { choose, downloadBy, layers, openWorkbench, recipe } from "./workbench.ts";

test("classes are measured exactly, shown on the map, made a step, and brought back by a reload", async ({ page }, info) => {
  const errors = await openWorkbench(page);
  await dropFiles(page, [samplePath("heights.tif")]);
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const legend = page.getByRole("figure", { name: "Legend" });

  await test.step("the histogram is exact, its bars linear or logarithmic, and a drag over them sets the stretch", async () => {
    await expect(inspector.getByText("Exact, all cells")).toBeVisible();
    await expect(inspector.getByText("168 100 cells")).toBeVisible();
    await inspector.getByRole("radiogroup", { name: "Height of the bars" }).getByText("Log").click();
    const bars = (await inspector.getByRole("img", { name: /^Histogram of band 1/ }).boundingBox())!;
    await page.mouse.move(bars.x + bars.width * 0.25, bars.y + 20);
    await page.mouse.down();
    await page.mouse.move(bars.x + bars.width * 0.75, bars.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect(inspector.getByRole("radio", { name: "By hand" })).toBeChecked();
    const from = inspector.getByRole("slider", { name: "Stretch from" });
    const before = Number(await from.getAttribute("aria-valuenow"));
    await from.focus();
    await page.keyboard.press("ArrowRight");
    expect(Number(await from.getAttribute("aria-valuenow"))).toBeGreaterThan(before);
  });

  await test.step("limits by quantile are those of numpy", async () => {
    await inspector.getByRole("radiogroup", { name: "Colour by" }).getByText("Classes").click();
    // numpy: sort(cells)[ceil(i * n / 5) - 1], i = 1 to 5.
    for (const limit of ["410", "609", "861", "1 189", "2 447"]) await expect(inspector.getByRole("cell", { name: limit, exact: true })).toBeVisible();
    await expect(legend.getByRole("listitem")).toHaveText(["1 189 – 2 447", "861 – 1 189", "609 – 861", "410 – 609", "≤ 410"]);
  });

  await test.step("limits typed by hand colour the map at once", async () => {
    await choose(page, inspector, "Classes by", "By hand");
    const first = inspector.getByRole("textbox", { name: "Up to, class 1" });
    await first.fill("500");
    await first.press("Enter");
    await expect(legend.getByRole("listitem").last()).toHaveText("≤ 500");
    await choose(page, inspector, "Classes by", "Quantile");
  });

  await test.step("nothing is in the way of a reader", async () => {
    const { violations } = await new AxeBuilder({ page }).exclude("canvas").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  await test.step("the tiles are PNG files with as many colours as classes", async () => {
    await layers(page).getByRole("button", { name: "More for heights" }).click();
    await page.getByRole("menuitem", { name: "Export PNG tiles (zip)" }).click();
    const link = page.getByRole("link", { name: "Download" });
    const path = await downloadBy(page, () => link.click(), info.outputPath("png.zip"));
    const files = unzipSync(readFileSync(path));
    expect(Object.keys(files)).toEqual(["heights.png", "heights.pgw", "heights.png.aux.xml"]);
    const png = Buffer.from(files["heights.png"]!);
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt8(25)]).toEqual([410, 410, 3]);
  });

  await test.step("the classes become a step, which a reload keeps without measuring again", async () => {
    await inspector.getByRole("button", { name: "Reclassify by these" }).click();
    await expect(recipe(page).getByText("5 classes, quantile")).toBeVisible();
    const measured = () =>
      page.evaluate(() => {
        const { getState } = (window as unknown as { rasterloom: { getState(): { measured: Record<string, number[]> } } }).rasterloom;
        return Object.values(getState().measured).map((limits) => limits.join());
      });
    await expect.poll(measured).toContain("410,609,861,1189,2447");
    await expect.poll(measured).toContain("1,2,3,4,5");
    await page.waitForTimeout(500);
    await page.reload();
    await expect(recipe(page).getByText("5 classes, quantile")).toBeVisible();
    expect(await measured()).toContain("410,609,861,1189,2447");
    await expect(legend.getByRole("listitem")).toHaveCount(5);
  });
  expect(errors).toEqual([]);
});
