// Largest distance in metres between src/grid and PROJ per EPSG system, there and back: {code: metres}.
//   node scripts/measure-epsg.mjs points.json > measured.json        (points.json from scripts/make-epsg-points.py)
import { readFileSync } from "node:fs";
import { createServer } from "vite";

const points = JSON.parse(readFileSync(process.argv[2], "utf8"));
const vite = await createServer({ server: { middlewareMode: true, ws: false }, appType: "custom", logLevel: "error" });
const { WGS84, isGeographic, projector, unitOf } = await vite.ssrLoadModule("/src/grid/crs.ts");
const { crsFromRow, epsgRows, loadEpsg } = await vite.ssrLoadModule("/src/grid/epsg.ts");
await loadEpsg();
const degreeMetres = 111320;
const measured = {};
for (const row of epsgRows()) {
  const known = points[row[0]];
  const crs = crsFromRow(row);
  if (!known?.length || !crs.area) continue;
  const unit = isGeographic(crs) ? degreeMetres * (crs.proj.includes("+units=grad") ? 0.9 : 1) : (unitOf(crs).metres ?? 1);
  const place = Float64Array.from(known.flatMap(([lon, lat]) => [lon, lat]));
  projector(WGS84, crs)(place);
  let worst = 0;
  known.forEach(([, , x, y], i) => {
    worst = Math.max(worst, Math.hypot(place[2 * i] - x, place[2 * i + 1] - y) * unit);
  });
  projector(crs, WGS84)(place);
  known.forEach(([lon, lat], i) => {
    const east = (((place[2 * i] - lon + 540) % 360) - 180) * Math.cos((lat * Math.PI) / 180);
    worst = Math.max(worst, Math.hypot(east, place[2 * i + 1] - lat) * degreeMetres);
  });
  if (worst > 1e-3 || row[2].includes("+units=grad")) measured[row[0]] = Number.isNaN(worst) ? null : Number(worst.toPrecision(3));
}
console.log(JSON.stringify(measured));
await vite.close();
