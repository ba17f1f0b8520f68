import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const leastNode = [20, 19];

/** Says in one sentence what is wrong and ends the process with code 1. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command in the checkout, its output passed through; answers whether it ended with code 0. */
export function run(command, args, env = {}) {
  const windows = process.platform === "win32" && command !== process.execPath;
  return spawnSync(command, args, { cwd: root, stdio: "inherit", shell: windows, env: { ...process.env, ...env } }).status === 0;
}

/** Path of a script inside an installed package, for `run(process.execPath, [bin("vite/bin/vite.js")])`. */
export const bin = (path) => join(root, "node_modules", path);

const lockedPackages = (file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;

/** Whether node_modules holds every package of the lock file in its locked version; packages for other systems may be absent. */
function isInstalled() {
  const found = "node_modules/.package-lock.json";
  if (!existsSync(join(root, found))) return false;
  const installed = lockedPackages(found);
  return Object.entries(lockedPackages("package-lock.json")).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

/** Installs the locked packages when they are missing or other than locked. Ends the process where that cannot work. */
export function installPackages() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1]))
    stop(`Rasterloom needs Node ${leastNode.join(".")} or newer, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org.`);
  if (isInstalled()) return;
  console.log("Installing packages …");
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of other systems. `--no-save` leaves the lock file as it is.
  if (!run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]))
    stop("The packages could not be installed: check the connection to registry.npmjs.org and run the command again.");
}
