import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { jobs, killTab, orderExport, privateFiles } from "./crash.ts";
import { dropFiles } from "./drop.ts";
import { samplePath } from "./expected.ts";
import { writePlainTiff } from "./tiff.ts";
import { addStep, downloadBy, dropMosaic, filesAreKept, layerNamed, layers, openWorkbench, recipe } from "./workbench.ts";

const seed = Number(process.env.SURVIVE_SEED ?? 4);
/** Moments of each kind of work at which the tab is killed. */
const moments = Number(process.env.SURVIVE_MOMENTS ?? 3);

test.setTimeout(300_000);

/** Mulberry32: the same moments for the same seed. */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Stored tiles whose parts are not all there; a part of no tile counts too. */
const halfWritten = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open("rasterloom-cells"));
    const tx = db.transaction(["tiles", "parts"]);
    const names = await answer(tx.objectStore("tiles").getAllKeys());
    const tiles = await answer(tx.objectStore("tiles").getAll());
    const parts = await answer(tx.objectStore("parts").getAllKeys());
    db.close();
    const found = new Map<string, number>();
    for (const part of parts) {
      const name = (part as unknown[]).slice(0, 5).join("/");
      found.set(name, (found.get(name) ?? 0) + 1);
    }
    const wrong = tiles.filter(
      ({ bands, partsPerBand, masked }, i) => found.get((names[i] as unknown[]).join("/")) !== bands * partsPerBand * (masked ? 2 : 1),
    ).length;
    return wrong + Math.abs(found.size - tiles.length);
  });

test("a tab killed at any moment of an export loses nothing of the project, and the file comes to the same bytes", async ({ page, context }, info) => {
  const random = seeded(seed);
  await openWorkbench(page);
  await dropMosaic(page);
  await filesAreKept(page);
  await addStep(page, "Tile and reproject");
  const start = await orderExport(page, 2400);
  const began = performance.now();
  const whole = readFileSync(await downloadBy(page, () => start.click(), info.outputPath("whole.tif")));
  const takesMs = performance.now() - began;
  await jobs(page)
    .getByRole("button", { name: /^Dismiss: / })
    .click();
  await start.click();
  let now = page;
  for (let kill = 0; kill < moments; kill++) {
    await now.waitForTimeout(random() * takesMs * 0.3);
    now = await killTab(now, context);
    await expect(layers(now).locator(".layer-card")).toHaveCount(1);
    await expect(recipe(now).getByRole("switch", { name: "Tile and reproject: on" })).toBeVisible();
    expect(await halfWritten(now)).toBe(0);
    const resume = jobs(now).getByRole("button", { name: /^Resume: / });
    if (kill + 1 < moments) await resume.click();
    else expect(readFileSync(await downloadBy(now, () => resume.click(), info.outputPath("resumed.tif"))).equals(whole)).toBe(true);
  }
  await jobs(now)
    .getByRole("button", { name: /^Dismiss: / })
    .click();
  await expect.poll(() => privateFiles(now)).toBe(0);
});

test("a tab killed at any moment of opening files comes back with layers that are whole or ask for their file", async ({ page, context }) => {
  const random = seeded(seed + 1);
  const names = ["soca_nw", "heights", "landcover"];
  let now = page;
  await openWorkbench(now);
  for (let kill = 0; kill < moments; kill++) {
    await dropFiles(
      now,
      names.map((name) => samplePath(`${name}.tif`)),
    );
    await now.waitForTimeout(random() * 2500);
    now = await killTab(now, context);
    expect(await halfWritten(now)).toBe(0);
  }
  await dropFiles(
    now,
    names.map((name) => samplePath(`${name}.tif`)),
  );
  for (const name of names) await expect(layerNamed(now, name).first()).toBeVisible();
  await filesAreKept(now);
  await now.reload();
  for (const name of names) await expect(layerNamed(now, name).first()).toBeVisible();
  await expect(layers(now).getByText("is not at hand")).toHaveCount(0);
});

test("a tab killed at any moment of keeping results has kept whole tiles, and keeps them all when asked again", async ({ page, context }, info) => {
  const random = seeded(seed + 2);
  const path = info.outputPath("plain.tif");
  writePlainTiff(path, { cols: 4000, rows: 4000, corner: [400_000, 5_200_000] });
  let now = page;
  await openWorkbench(now);
  await dropFiles(now, [path]);
  await expect(layerNamed(now, "plain")).toBeVisible();
  await filesAreKept(now);
  await addStep(now, "Tile and reproject");
  const keep = async () => {
    await layers(now)
      .getByRole("button", { name: /^More for/ })
      .click();
    await now.getByRole("menuitem", { name: "Keep results" }).click();
  };
  for (let kill = 0; kill < moments + 1; kill++) {
    await keep();
    await now.waitForTimeout(random() * 2000);
    now = await killTab(now, context);
    await expect(recipe(now).getByRole("switch", { name: "Tile and reproject: on" })).toBeVisible();
    expect(await halfWritten(now)).toBe(0);
    if ((await layers(now).getByText("Results kept").count()) > 0) {
      await layers(now)
        .getByRole("button", { name: /^More for/ })
        .click();
      await now.getByRole("menuitem", { name: "Forget kept results" }).click();
    }
  }
  await keep();
  await expect(layers(now).getByText("Results kept")).toBeVisible();
  expect(await halfWritten(now)).toBe(0);
});

test("an export ends right when one of its workers is ended and another hangs", async ({ page }, info) => {
  await openWorkbench(page);
  await dropMosaic(page);
  await addStep(page, "Tile and reproject");
  const start = await orderExport(page, 3200);
  const whole = readFileSync(await downloadBy(page, () => start.click(), info.outputPath("whole.tif")));
  await jobs(page)
    .getByRole("button", { name: /^Dismiss: / })
    .click();
  const before = new Set(page.workers());
  await start.click();
  await expect(jobs(page)).toContainText(/[1-9]\d*\s%/);
  const [first, second] = page.workers().filter((worker) => worker.url().includes("tile.worker"));
  await first!.evaluate(() => close());
  // Never answers, as it never ends.
  // A task of its own that never ends: a loop inside this call the browser would not end with the worker.
  await second!.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const download = page.waitForEvent("download", { timeout: 240_000 });
  await (await download).saveAs(info.outputPath("survived.tif"));
  expect(readFileSync(info.outputPath("survived.tif")).equals(whole)).toBe(true);
  expect(page.workers().filter((worker) => !before.has(worker)).length).toBeGreaterThan(0);
});
