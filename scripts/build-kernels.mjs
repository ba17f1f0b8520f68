// `npm run kernels`: compiles workers/kernels/assembly to WebAssembly, into workers/kernels/compiled.ts. That file is kept in the
// repository, so that neither the app's build nor its tests need the compiler.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import asc from "assemblyscript/asc";
import { root, stop } from "./install.mjs";
import { kernelFolder, kernelSources } from "./kernel-sources.mjs";

const options = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--enable", "bulk-memory", "--use", "abort="];
let binary = null;
const { error, stderr } = await asc.main([`${kernelFolder}/index.ts`, "--outFile", "kernels.wasm", ...options], {
  writeFile: (_name, contents) => {
    binary = contents;
  },
});
process.stderr.write(stderr.toString());
if (error || !binary) stop("The kernels could not be compiled; the lines above say where.");
const text = `// Made by \`npm run kernels\` from the files in assembly/.

/** SHA-256 of the sources. */
export const sources = "${kernelSources()}";
/** The module, deflated, in base 64. */
export const compiled =
  "${deflateRawSync(binary, { level: 9 }).toString("base64")}";
`;
writeFileSync(join(root, "workers/kernels/compiled.ts"), text);
console.log(`workers/kernels/compiled.ts: ${binary.length} bytes of WebAssembly`);
