// npm run conformance -- [file] [--only part-of-an-id-or-op] [--verbose]
// Runs a file of vectors through the public scripting API, in Node with everything in memory.
import { readFile } from "node:fs/promises";
import { createServer } from "vite";

const words = process.argv.slice(2);
const only = words.includes("--only") ? words[words.indexOf("--only") + 1] : null;
const [file = "src/script/conformance/vectors.json"] = words.filter((word) => !word.startsWith("--") && word !== only);

/** Vite turns the TypeScript of the workbench into something that runs here. */
const server = await createServer({
  appType: "custom",
  logLevel: "error",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
let passed = 0;
let failed = 0;
try {
  const { runVectors } = await server.ssrLoadModule("/src/script/conformance/run.ts");
  const told = JSON.parse(await readFile(file, "utf8"));
  const vectors = Array.isArray(told) ? told : told.vectors;
  const chosen = vectors.filter(({ id, op }) => only === null || id.includes(only) || op === only);
  await runVectors(chosen, ({ id, op, problem }) => {
    if (problem === null) passed++;
    else {
      failed++;
      console.log(`FAIL ${id} (${op}): ${problem}`);
    }
    if (problem === null && words.includes("--verbose")) console.log(`ok   ${id} (${op})`);
  });
} finally {
  await server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
