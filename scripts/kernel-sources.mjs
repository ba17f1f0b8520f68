import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

/** Folder of the kernels' sources, from the checkout's root. */
export const kernelFolder = "workers/kernels/assembly";

/** What tells one state of the kernels' sources from another, whatever the line ends of the checkout. */
export function kernelSources() {
  const hash = createHash("sha256");
  const folder = join(root, kernelFolder);
  for (const name of readdirSync(folder).sort())
    if (name.endsWith(".ts")) hash.update(`${name}\n${readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")}`);
  return hash.digest("hex");
}
