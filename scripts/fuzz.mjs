// npm run fuzz -- [--seed N] [--cases N]
// Damages small files from seeds and reads them: never a hang, an unbounded allocation, or an error that is no fault. Equal seeds give equal cases.
import { spawnSync } from "node:child_process";

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const env = { ...process.env, FUZZ_SEED: option("--seed", String(Date.now() % 1_000_000_000)), FUZZ_CASES: option("--cases", "10000") };
console.log(`seed ${env.FUZZ_SEED}, ${env.FUZZ_CASES} cases`);
const { status } = spawnSync("npx", ["vitest", "run", "workers/tiff/read/fuzz.test.ts"], { env, stdio: "inherit" });
process.exitCode = status ?? 1;
