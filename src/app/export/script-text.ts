import type { ExportDraft } from "../../session/state.ts";

/** The export as a script for the page's console; `layer` is the layer's name, or its id where several have that name. */
export function scriptText({ fileName, place: { extent, cols, rows }, file, dates = [] }: ExportDraft, layer: string): string {
  const options = {
    cropBounds: [extent.west, extent.south, extent.east, extent.north],
    cropDimensions: [cols, rows],
    cellType: file.cellType,
    nodata: file.nodata,
    compression: file.compression,
    predictor: file.predictor,
    overviews: file.overviews,
    bigTiff: file.bigTiff,
    ...(file.layout.kind === "tiles" ? { tileSize: file.layout.size } : { rowsPerStrip: file.layout.rows }),
  };
  const text = Object.entries(options).map(([name, value]) => `  ${name}: ${typeof value === "number" ? String(value) : JSON.stringify(value)},`);
  const isoDates = dates.map((date) => JSON.stringify(new Date(date).toISOString()));
  const save = ["const file = await layer.saveStitched({", ...text, "});"];
  const handOver = [
    'const link = document.createElement("a");',
    "link.href = URL.createObjectURL(file);",
    `link.download = ${dates.length > 1 ? 'date.slice(0, 19).replaceAll(":", "-") + ".tif"' : JSON.stringify(fileName)};`,
    "link.click();",
  ];
  const find = `rasterloom.layer(${JSON.stringify(layer)})`;
  const body =
    dates.length > 1
      ? [
          `for (const date of [${isoDates.join(", ")}]) {`,
          ...[`const layer = ${find}.filterByTimes([date]);`, ...save, ...handOver].map((line) => `  ${line}`),
          "}",
        ]
      : [`const layer = ${find}${dates.length === 1 ? `.filterByTimes([${isoDates[0]}])` : ""};`, ...save, ...handOver];
  return ["await rasterloom.ready;", ...body, ""].join("\n");
}
