import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const pure = ["src/grid", "src/cells", "src/classes", "src/algebra", "src/layer", "src/ops", "src/plan"];
const upTo = (last: string) => pure.slice(0, pure.indexOf(last) + 1);

/** What each folder may import beside itself and `src/brand.ts`, `src/fault.ts`. Order is the order of the layers, lowest first. */
const allowed: Record<string, readonly string[]> = {
  "src/grid": [],
  "src/cells": upTo("src/grid"),
  "src/classes": upTo("src/cells"),
  "src/algebra": upTo("src/cells"),
  "src/layer": upTo("src/cells"),
  "src/ops": upTo("src/layer"),
  "src/plan": upTo("src/ops"),
  "src/pool": pure,
  "src/session": [...pure, "src/pool"],
  "src/script/conformance": [...pure, "src/pool", "src/session", "src/script", "workers"],
  "src/script": [...pure, "src/pool", "src/session"],
  "src/map": [...pure, "src/pool", "src/session"],
  "src/app": [...pure, "src/pool", "src/session", "src/script", "src/map"],
  workers: pure,
};

/** What may be imported as types only: both cross a thread, so the other side's code never comes along. */
const allowedTypes: Record<string, readonly string[]> = { "src/pool": ["workers"] };

/** Packages, and the only files or folders that may import each. */
const owners: Record<string, readonly string[]> = {
  proj4: ["src/grid/crs.ts"],
  geotiff: ["workers/tiff"],
  zstddec: ["workers/tiff"],
  "@bokuweb/zstd-wasm": ["workers/tiff"],
  lerc: ["workers/tiff"],
  comlink: ["src/pool/spawn.ts", "workers/tile.worker.ts", "workers/writer.worker.ts", "workers/remote.worker.ts"],
  idb: ["workers/store", "src/session"],
  zustand: ["src/session", "src/app/frame.ts"],
  "maplibre-gl": ["src/map"],
  "terra-draw": ["src/map/draw"],
  "terra-draw-maplibre-gl-adapter": ["src/map/draw"],
  react: ["src/app", "src/main.tsx", "src/session/use-session.ts"],
  "react-dom": ["src/app", "src/main.tsx"],
  "react-aria-components": ["src/app"],
  "lucide-react": ["src/app"],
  sonner: ["src/app"],
  zod: ["src/layer", "src/ops", "src/plan", "src/session", "src/script", "src/app"],
};

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^;"]*?from\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;
const isBelow = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`);
const folderOf = (path: string) => Object.keys(allowed).find((folder) => isBelow(folder)(path));

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const imports: readonly Import[] = ["src", "workers"]
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name).replaceAll("\\", "/")))
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(importLine)].map(([, type, fixed, dynamic]) => ({
      file,
      target: (fixed ?? dynamic)!,
      typeOnly: type !== undefined,
    })),
  );

const named = ({ file, target }: Import) => `${file} imports ${target}`;

function pointsDown({ file, target, typeOnly }: Import): boolean {
  const from = folderOf(file);
  if (!from || !target.startsWith(".")) return true;
  const path = relative(root, resolve(root, dirname(file), target)).replaceAll("\\", "/");
  const to = folderOf(path);
  if (!to) return path === "src/brand.ts" || path === "src/fault.ts";
  return to === from || allowed[from]!.includes(to) || (typeOnly && (allowedTypes[from] ?? []).includes(to));
}

function hasItsOwner({ file, target }: Import): boolean {
  if (target.startsWith(".")) return true;
  const packageName = target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
  return (owners[packageName] ?? [file]).some((owner) => isBelow(owner)(file));
}

test("imports only point downwards", () => {
  expect(imports.filter((one) => !pointsDown(one)).map(named)).toEqual([]);
});

test("a package is imported only where it belongs", () => {
  expect(imports.filter((one) => !hasItsOwner(one)).map(named)).toEqual([]);
});

test("the rules see the imports there are", () => {
  expect(imports.length).toBeGreaterThan(50);
  expect(pointsDown({ file: "src/grid/grid.ts", target: "../ops/index.ts", typeOnly: true })).toBe(false);
  expect(pointsDown({ file: "src/session/store.ts", target: "../../workers/api.ts", typeOnly: true })).toBe(false);
  expect(pointsDown({ file: "src/pool/pool.ts", target: "../../workers/api.ts", typeOnly: true })).toBe(true);
  expect(pointsDown({ file: "src/pool/pool.ts", target: "../../workers/api.ts", typeOnly: false })).toBe(false);
  expect(hasItsOwner({ file: "src/app/map.tsx", target: "maplibre-gl/dist/maplibre-gl.css", typeOnly: false })).toBe(false);
});
