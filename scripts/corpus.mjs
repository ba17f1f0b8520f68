// npm run corpus -- [folder] [--core] [--verbose]: reads every file of a corpus and compares it with its manifest.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createServer } from "vite";

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const [folder = "../shared/corpus", only] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const LIMIT_MS = 10_000;

const server = await createServer({
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
});
let passed = 0;
let failed = 0;
try {
  const { checkFile } = await server.ssrLoadModule("/workers/tiff/read/corpus-check.ts");
  const { files } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  for (const entry of files) {
    if ((flags.includes("--core") && !entry.core) || (only && !entry.name.includes(only))) continue;
    const start = performance.now();
    const before = process.memoryUsage().rss;
    const { ok, how } = await checkFile(entry, new Uint8Array(await readFile(join(folder, "files", entry.name))));
    const elapsed = performance.now() - start;
    const grown = (process.memoryUsage().rss - before) / 1e6;
    const slow = elapsed > LIMIT_MS;
    if (ok && !slow) passed++;
    else failed++;
    if (!ok || slow || flags.includes("--verbose"))
      console.log(
        `${ok ? "" : "FAIL "}${slow ? "SLOW " : ""}${entry.name} (${entry.expect.slice(0, 60)}): ${how} [${Math.round(elapsed)} ms, +${Math.round(grown)} MB]`,
      );
  }
} finally {
  await server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
