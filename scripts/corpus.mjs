// npm run corpus -- [folder] [part of a name] [--core] [--browser] [--verbose]
// Reads every file of a corpus and compares it with its manifest, in Node or (with WebP) in Chromium.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createServer } from "vite";

const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith("--"));
const [folder = "../shared/corpus", only] = words.filter((word) => !word.startsWith("--"));
const CHECK = "/workers/tiff/read/corpus-check.ts";
const NEEDS_BROWSER = "WebP outside a browser";
const LIMIT_MS = 10_000;

/** Vite's server turns the TypeScript of the reader into something that runs here or in the page. */
async function start(inBrowser) {
  const server = await createServer({
    appType: "custom",
    logLevel: "error",
    server: inBrowser ? { port: 0, hmr: false, watch: null } : { middlewareMode: true, hmr: false, ws: false, watch: null },
    plugins: [{ name: "corpus", configureServer: (it) => void it.middlewares.use(serve) }],
    ...(inBrowser ? {} : { optimizeDeps: { noDiscovery: true } }),
  });
  if (!inBrowser) {
    const { checkFile } = await server.ssrLoadModule(CHECK);
    const check = async (entry) => checkFile(entry, new Uint8Array(await readFile(join(folder, "files", entry.name))));
    return { check, stop: () => server.close() };
  }
  await server.listen();
  const { chromium } = await import("@playwright/test");
  const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.httpServer.address().port}/corpus-page`);
  await page.evaluate((path) => import(path), CHECK);
  const inPage = async ([path, entry]) => {
    const { checkFile } = await import(path);
    const bytes = await (await fetch(`/corpus-file/${encodeURIComponent(entry.name)}`)).arrayBuffer();
    return checkFile(entry, new Uint8Array(bytes));
  };
  const stop = async () => {
    await browser.close();
    await server.close();
  };
  return { check: (entry) => page.evaluate(inPage, [CHECK, entry]), stop };
}

function serve(request, response, next) {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/corpus-page") return response.setHeader("content-type", "text/html").end("<!doctype html><title>Corpus</title>");
  if (!url.pathname.startsWith("/corpus-file/")) return next();
  const name = decodeURIComponent(url.pathname.slice("/corpus-file/".length));
  return readFile(join(folder, "files", name)).then((bytes) => response.end(bytes), next);
}

const { check, stop } = await start(flags.includes("--browser"));
let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const { files } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  for (const entry of files) {
    if ((flags.includes("--core") && !entry.core) || (only && !entry.name.includes(only))) continue;
    const begun = performance.now();
    const { ok, how } = await check(entry);
    const elapsed = Math.round(performance.now() - begun);
    const slow = elapsed > LIMIT_MS;
    if (how.includes(NEEDS_BROWSER)) {
      skipped++;
      continue;
    }
    if (ok && !slow) passed++;
    else failed++;
    const word = ok && !slow ? "ok  " : "FAIL";
    if (word === "FAIL" || flags.includes("--verbose")) console.log(`${word} ${entry.name} (${entry.expect.slice(0, 60)}): ${how} [${elapsed} ms]`);
  }
} finally {
  await stop();
}
if (skipped > 0) console.log(`${skipped} skipped: WebP is decoded by the browser, run with --browser`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
