import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type {} from "../src/script/rasterloom.ts";
import { dropFiles } from "./drop.ts";
import { readRaster, samplePath } from "./expected.ts";
import { hugeCog, type RemoteServer, type Shelf, servedBytes, serveRemote } from "./remote-server.ts";
import { downloadBy, layers, openWorkbench } from "./workbench.ts";

const sample = servedBytes(readFileSync(samplePath("soca_nw.tif")));
const huge = hugeCog(120_000);
const shelves: Record<string, Shelf> = {
  "/huge.tif": { file: huge, cors: true, ranges: true, etag: '"one"' },
  "/soca_nw.tif": { file: sample, cors: true, ranges: true },
  "/whole.tif": { file: sample, cors: true, ranges: false },
  "/large.tif": { file: huge, cors: true, ranges: false },
  "/silent.tif": { file: sample, cors: false, ranges: true },
};
let server: RemoteServer;

test.beforeAll(async () => {
  server = await serveRemote(shelves);
});
test.afterAll(() => server.close());
test.beforeEach(() => server.reset());

/** Opens an address as a person does who looks for the command. */
async function openAddress(page: Page, path: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByPlaceholder("What do you want to do?").fill("address");
  await page.keyboard.press("Enter");
  await page.getByLabel(/^Address/).fill(`${server.address}${path}`);
  await page.keyboard.press("Enter");
}

/** Waits until the map shows all it can of the one layer. */
async function isDrawn(page: Page): Promise<void> {
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await expect(page.locator(".status").getByText(/^(Exact|Preview)/)).toBeVisible();
  await expect(page.locator(".status").getByText("drawing", { exact: true })).toHaveCount(0);
}

const scenesOf = (page: Page) =>
  page.evaluate(() => {
    const { scenes } = window.rasterloom.getState();
    return Object.values(scenes).map(({ meta, keeping }) => ({ name: meta.name, keeping: keeping.kind }));
  });

test("a file of more than 7 GB at an address shows after well under 1 MB, and again after a reload", async ({ page }) => {
  expect(huge.size).toBeGreaterThan(7e9);
  const errors = await openWorkbench(page);
  expect(server.requests).toBe(0);
  await openAddress(page, "/huge.tif");
  await isDrawn(page);
  await page.waitForTimeout(1500);
  expect(server.sentBytes).toBeLessThan(1e6);
  expect(await scenesOf(page)).toEqual([{ name: "huge.tif", keeping: "remote" }]);
  // Cells at full resolution are read where they are asked for.
  const value = await page.evaluate(async () => {
    const [layer] = window.rasterloom.getState().document.layers;
    const [values] = await window.rasterloom.layer(layer!.id).getPointValues([[1_550_000.5, 5_750_000.5]], { crs: 3857 });
    return values?.values?.[0];
  });
  expect(value).toBeGreaterThanOrEqual(97);
  expect(value).toBeLessThanOrEqual(104);
  await page.waitForTimeout(500);

  server.reset();
  await page.reload();
  await isDrawn(page);
  expect(await scenesOf(page)).toEqual([{ name: "huge.tif", keeping: "remote" }]);
  expect(server.sentBytes).toBeGreaterThan(0);
  expect(server.sentBytes).toBeLessThan(1e6);
  expect(errors).toEqual([]);
});

test("a file that became another one is noticed", async ({ page }) => {
  await openWorkbench(page);
  await openAddress(page, "/huge.tif");
  await isDrawn(page);
  shelves["/huge.tif"]!.etag = '"two"';
  await page.reload();
  await expect(layers(page).getByText("another one than when it was opened")).toBeVisible();
  shelves["/huge.tif"]!.etag = '"one"';
});

test("the page's own address, the clipboard and a script open addresses; the cells are the file's", async ({ page }) => {
  await page.goto(`/?url=${encodeURIComponent(`${server.address}/soca_nw.tif`)}&url=${encodeURIComponent(`${server.address}/huge.tif`)}`);
  await expect(layers(page).locator(".layer-card")).toHaveCount(2);
  expect(new URL(page.url()).search).toBe("");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
  }, `${server.address}/soca_nw.tif`);
  await expect(layers(page).locator(".layer-card")).toHaveCount(3);
  const cells = await page.evaluate(async (address) => {
    const layer = await window.rasterloom.geotiff.get(address);
    const [first] = await layer.toTypedArrays();
    return Array.from(first![1].bands[0]!);
  }, `${server.address}/soca_nw.tif`);
  expect(cells).toEqual(Array.from((await readRaster(samplePath("soca_nw.tif"))).bands[0]!));
});

test("a project file asks nothing of its addresses before that is allowed", async ({ page, browser }, info) => {
  await openWorkbench(page);
  await openAddress(page, "/soca_nw.tif");
  await isDrawn(page);
  await page.evaluate(() => window.rasterloom.commands.askSaveProject());
  await expect(page.getByText("Stays on the web, by its address: soca_nw.tif.")).toBeVisible();
  const path = await downloadBy(page, () => page.getByRole("button", { name: "Save", exact: true }).click(), info.outputPath("web.rasterloom"));

  server.reset();
  const elsewhere = await (await browser.newContext()).newPage();
  await openWorkbench(elsewhere);
  await dropFiles(elsewhere, [path]);
  await expect(layers(elsewhere).getByText("soca_nw.tif is on the web")).toBeVisible();
  await elsewhere.waitForTimeout(1000);
  expect(server.requests).toBe(0);
  await elsewhere.getByRole("button", { name: "Read it from there" }).click();
  await expect.poll(() => server.requests).toBeGreaterThan(0);
  await isDrawn(elsewhere);
  // What failed before is tried again: the numbers are counted, and no fault stays.
  await expect.poll(() => elsewhere.evaluate(() => Object.keys(window.rasterloom.getState().statistics).length)).toBeGreaterThan(0);
  await expect(layers(elsewhere).getByRole("alert")).toHaveCount(0);
  await elsewhere.context().close();
});

test("a server without ranges, without CORS, without the file or without an answer is told apart", async ({ page }) => {
  await openWorkbench(page);
  await openAddress(page, "/whole.tif");
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
  await expect(layers(page).getByText("was read whole")).toBeVisible();
  server.reset();
  for (const [path, words] of [
    ["/large.tif", "gives no parts of a file"],
    ["/silent.tif", "does not let other pages read its files"],
    ["/missing.tif", "answers 404: there is no such file"],
  ] as const) {
    await openAddress(page, path);
    await expect(layers(page).getByRole("alert").filter({ hasText: words })).toBeVisible();
  }
  await page.evaluate(() => window.rasterloom.commands.openAddresses(["http://127.0.0.1:9/a.tif", "not an address"]));
  await expect(layers(page).getByRole("alert").filter({ hasText: "Nobody answers at 127.0.0.1:9" })).toBeVisible();
  await expect(layers(page).getByRole("alert").filter({ hasText: "This is no web address" })).toBeVisible();
  await expect(layers(page).locator(".layer-card")).toHaveCount(1);
});
