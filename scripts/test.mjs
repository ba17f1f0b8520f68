// `npm test`: every check of the project in turn; the last line counts what passed and what failed.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { obtainChromium } from "./chromium.mjs";
import { bin, installPackages, root, run } from "./install.mjs";

installPackages();

const results = join(root, "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const outcomes = [];

function report(name, passed, failed, skipped, startedMs) {
  outcomes.push({ name, passed, failed, skipped });
  console.log(`-- ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
}

/** A step that passes or fails as a whole. */
function check(name, script, ...args) {
  console.log(`\n== ${name}`);
  const startedMs = Date.now();
  const ok = run(process.execPath, [bin(script), ...args]);
  report(name, ok ? 1 : 0, ok ? 0 : 1, 0, startedMs);
  return ok;
}

/** A test runner that writes its counts to a JSON file; a run that fails without a failed test counts as one failure. */
function suite(name, script, args, env, file, counts) {
  console.log(`\n== ${name}`);
  const startedMs = Date.now();
  const ok = run(process.execPath, [bin(script), ...args], env);
  let told = { passed: 0, failed: 0, skipped: 0 };
  try {
    told = counts(JSON.parse(readFileSync(join(results, file), "utf8")));
  } catch (error) {
    console.log(`No result file: ${error.message}`);
  }
  report(name, told.passed, ok ? told.failed : Math.max(1, told.failed), told.skipped, startedMs);
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

check("types", "typescript/bin/tsc", "--build");
check("format and lint", "@biomejs/biome/bin/biome", "check", ".");
check("unused code", "knip/bin/knip.js");
suite(
  "unit tests",
  "vitest/vitest.mjs",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${join(results, "unit.json")}`],
  {},
  "unit.json",
  (told) => ({ passed: told.numPassedTests, failed: told.numFailedTests, skipped: told.numPendingTests + told.numTodoTests }),
);
const built = check("build", "vite/bin/vite.js", "build");
if (built) {
  check("download size", "size-limit/bin.js");
  const chromium = obtainChromium();
  if (chromium)
    suite(
      "end to end",
      "@playwright/test/cli.js",
      ["test", "--reporter=list,json"],
      { CHROMIUM_PATH: chromium, E2E_PORT: String(await freePort()), PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, "e2e.json") },
      "e2e.json",
      ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }),
    );
  else {
    console.log("\nThe browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH to where it is.");
    report("end to end", 0, 1, 0, Date.now());
  }
}

const sum = (field) => outcomes.reduce((total, outcome) => total + outcome[field], 0);
console.log("\n== Summary");
for (const { name, passed, failed, skipped } of outcomes)
  console.log(`${name.padEnd(16)} ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
