// `npm run bench`: the main job in a headless Chromium, beside gdalwarp on the same files. `--json` prints one line of numbers,
// `--check` compares the cells too.
import { statSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumArgs, obtainChromium } from "../scripts/chromium.mjs";
import { bin, installPackages, root, run, stop } from "../scripts/install.mjs";
import { serve } from "../scripts/serve.mjs";
import { compareFiles, gridOf } from "./compare.mjs";
import { gdalVersion, runGdalwarp } from "./gdalwarp.mjs";
import { watchMemory } from "./memory.mjs";
import { benchMask, benchScenes, cache } from "./scenes.mjs";

const json = process.argv.includes("--json");
const say = (line) => json || console.log(line);

/** Runs in the page before anything else: every task of the main thread over 50 ms. */
function watchLongTasks() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })))).observe({
    type: "longtask",
    buffered: true,
  });
}

/** Runs in the page: the whole job, from the picked files to a finished Blob. */
async function mainJob(mask) {
  const files = [...document.querySelector("#bench-files").files];
  const { rasterloom } = window;
  const before = rasterloom.timings();
  const startedMs = performance.now();
  const scenes = await rasterloom.geotiff.get(files);
  const tiled = await scenes.tileToLayout({ layout: rasterloom.LocalLayout({ tileSize: 512 }), targetCrs: 3857, resampleMethod: "bilinear" });
  const masked = await tiled.mask({ geometries: mask });
  const blob = await masked.saveStitched({ compression: "deflate", predictor: true, tileSize: 512, overviews: false });
  const tookMs = performance.now() - startedMs;
  const after = rasterloom.timings();
  Object.assign(globalThis, { benchBlob: blob, benchLayer: masked });
  // The page's own start is not part of the job.
  const ofJob = globalThis.longTasks.filter(({ startTime, duration }) => startTime + duration > startedMs);
  const spent = (part) => Math.round((after[part] ?? 0) - (before[part] ?? 0));
  const parts = { read: spent("read"), warp: spent("tileToLayout"), mask: spent("mask"), encode: spent("encode"), store: spent("store") };
  return { tookMs, parts, longestTaskMs: Math.max(0, ...ofJob.map(({ duration }) => duration)), sizeBytes: blob.size };
}

/** Runs in the page: the export again, cancelled at its first block; milliseconds until it answers. */
async function cancelExport() {
  const cancel = new AbortController();
  let cancelledMs = 0;
  const onProgress = () => {
    if (cancelledMs > 0) return;
    cancelledMs = performance.now();
    cancel.abort();
  };
  const answer = await globalThis.benchLayer.saveStitched({ tileSize: 512, overviews: false, signal: cancel.signal, onProgress }).catch((error) => error);
  if (answer instanceof Blob) throw new Error("the cancelled export wrote its file");
  return performance.now() - cancelledMs;
}

/** Runs in the page: a click on a link to the finished file. */
function download() {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(globalThis.benchBlob), download: "ours.tif" });
  link.click();
}

async function runOurs(scenes, address) {
  const browserServer = await chromium.launchServer({
    executablePath: obtainChromium() ?? stop("The bench needs Chromium or Chrome: install one, or set CHROMIUM_PATH."),
    args: chromiumArgs,
  });
  const browser = await chromium.connect(browserServer.wsEndpoint());
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    await page.addInitScript(watchLongTasks);
    await page.goto(address);
    await page.evaluate(() => window.rasterloom.ready);
    await page.evaluate(() => {
      const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "bench-files" });
      input.hidden = true;
      document.body.append(input);
    });
    await page.setInputFiles("#bench-files", scenes);
    await page.waitForTimeout(1500);
    const memory = watchMemory(browserServer.process().pid);
    const result = await page.evaluate(mainJob, benchMask);
    const peakMb = memory.stop();
    const saving = page.waitForEvent("download");
    await page.evaluate(download);
    const path = join(cache, "ours.tif");
    await (await saving).saveAs(path);
    const cancelMs = await page.evaluate(cancelExport);
    return { ...result, peakMb, path, cancelMs };
  } finally {
    await browser.close();
    await browserServer.close();
  }
}

installPackages();
const scenes = benchScenes();
if (!run(process.execPath, [bin("vite/bin/vite.js"), "build", "--logLevel", "error"])) stop("The build failed; the lines above say where.");
const server = await serve(join(root, "dist"), 0);
const ours = await runOurs(scenes, server.address).finally(() => server.close());

const target = await gridOf(ours.path);
const version = gdalVersion();
const gdal = version ? runGdalwarp(scenes, target) : null;
const threaded = version ? runGdalwarp(scenes, target, ["-co", "NUM_THREADS=ALL_CPUS"]) : null;
const round = (value) => (value === null ? null : Math.round(value));
const ratio = gdal ? Math.round((ours.tookMs / gdal.tookMs) * 100) / 100 : null;

if (json) {
  const numbers = {
    ours_ms: round(ours.tookMs),
    gdalwarp_ms: round(gdal?.tookMs ?? null),
    ratio,
    peak_rss_mb: ours.peakMb,
    longest_task_ms: round(ours.longestTaskMs),
    cancel_ms: round(ours.cancelMs),
    parts: ours.parts,
  };
  console.log(JSON.stringify(numbers));
} else {
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  say(`${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`);
  say(
    `Four scenes of 4096 × 4096 UInt16 (Deflate, predictor 2, tiles of 256) → EPSG:3857 bilinear → mask with a hole → ${target.cols} × ${target.rows} Deflate, predictor 2, tiles of ${target.tileSize}`,
  );
  say(`Rasterloom           ${seconds(ours.tookMs)}   ${(ours.sizeBytes / 1e6).toFixed(1)} MB`);
  if (gdal) {
    say(`gdalwarp             ${seconds(gdal.tookMs)}   ${(statSync(gdal.path).size / 1e6).toFixed(1)} MB   ${version}`);
    say(`  with NUM_THREADS=ALL_CPUS for its encoder too: ${seconds(threaded.tookMs)}`);
    say(`ratio                ${ratio}`);
    say(`  ${gdal.command}`);
    if (process.argv.includes("--check")) {
      const exact = runGdalwarp(scenes, target, ["-et", "0"]);
      const { cells, differing, masked } = await compareFiles(ours.path, exact.path);
      say(`against gdalwarp -et 0 (no approximation), of ${cells} cells: ${differing} values differ by more than 1, ${masked} are masked in one only`);
    }
  } else say("gdalwarp             not installed");
  say(`peak memory          ${ours.peakMb === null ? "not measured on this system" : `${ours.peakMb} MB, all browser processes`}`);
  say(`longest main task    ${Math.round(ours.longestTaskMs)} ms${ours.longestTaskMs === 0 ? " (none over 50 ms)" : ""}`);
  say(`cancel answers in    ${Math.round(ours.cancelMs)} ms`);
  for (const [part, ms] of Object.entries(ours.parts)) say(`  ${part.padEnd(18)} ${seconds(ms)} over all workers`);
}
