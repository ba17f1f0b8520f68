import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, run } from "./install.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const windowsFolders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(Boolean);
const places = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: windowsFolders.flatMap((folder) => [join(folder, "Google/Chrome/Application/chrome.exe"), join(folder, "Chromium/Application/chrome.exe")]),
};

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ubuntu's /usr/bin/chromium-browser may be a script that only asks for a snap, so a candidate must tell its version. */
const answers = (path) => process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;

/** Flags for a headless Chromium on any machine: as root, without a GPU, silent on the network. */
export const chromiumArgs = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Path of a Chromium or Chrome on this computer, CHROMIUM_PATH first; null when there is none. */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return asked;
  const folders = ["/usr/bin", "/usr/local/bin", "/snap/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const onPath = process.platform === "win32" ? [] : names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...(places[process.platform] ?? [])].find((path) => isExecutable(path) && answers(path)) ?? null;
}

const isDebian = () => existsSync("/etc/os-release") && /debian/i.test(readFileSync("/etc/os-release", "utf8"));

/** Playwright's own Chromium, if it has been downloaded; asked in a process of its own, so that nothing stays loaded. */
function playwrightChromium() {
  const code = `import { chromium } from "@playwright/test"; process.stdout.write(chromium.executablePath());`;
  const path = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: bin(".."), encoding: "utf8" });
  return existsSync(path) ? path : null;
}

/** Path of a Chromium, installed if need be: by apt when root on Debian or Ubuntu, else by Playwright; null when neither worked. */
export function obtainChromium() {
  const there = findChromium() ?? playwrightChromium();
  if (there) return there;
  if (process.getuid?.() === 0 && isDebian()) {
    console.log("No Chromium found; installing it with apt-get …");
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    if (run("apt-get", ["update", "-qq"], quiet) && run("apt-get", ["install", "-y", "-qq", "chromium"], quiet)) {
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  console.log("No Chromium found; downloading Playwright's …");
  return run(process.execPath, [bin("@playwright/test/cli.js"), "install", "chromium"]) ? playwrightChromium() : null;
}
