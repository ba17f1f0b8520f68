import { readdirSync, readFileSync } from "node:fs";

const folder = "dist/assets";
const names = readdirSync(folder);
const importLine = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

/** The chunks of these names and all that they import; nothing that they fetch later. */
function withImports(...starts) {
  const found = new Set(starts.map((start) => names.find((name) => name.startsWith(`${start}-`) && name.endsWith(".js"))));
  for (const name of found) for (const [, imported] of readFileSync(`${folder}/${name}`, "utf8").matchAll(importLine)) found.add(imported);
  return [...found];
}

const firstPicture = withImports("index", "mount");
const later = withImports("parts").filter((name) => !firstPicture.includes(name));
const inAssets = (list) => list.map((name) => `${folder}/${name}`);

export default [
  { name: "first picture without the map (script and style)", path: [...inAssets(firstPicture), `${folder}/index-*.css`], gzip: true, limit: "400 kB" },
  { name: "parts of the window that come after it", path: inAssets(later), gzip: true, limit: "100 kB" },
  { name: "map", path: [`${folder}/map-*.js`, `${folder}/map-*.css`], gzip: true, limit: "340 kB" },
  { name: "tile worker", path: `${folder}/tile.worker-*.js`, gzip: true, limit: "190 kB" },
  { name: "samples", path: "public/samples/*", gzip: false, brotli: false, limit: "3 MB" },
];
