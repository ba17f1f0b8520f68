import type { ExportDraft } from "../../session/state.ts";

/** The export as a script for the page's console; `layer` is the layer's name, or its id where several have that name. */
export function scriptText({ fileName, place: { extent, cols, rows }, file }: ExportDraft, layer: string): string {
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
  return [
    "await rasterloom.ready;",
    `const layer = rasterloom.layer(${JSON.stringify(layer)});`,
    "const file = await layer.saveStitched({",
    ...text,
    "});",
    'const link = document.createElement("a");',
    "link.href = URL.createObjectURL(file);",
    `link.download = ${JSON.stringify(fileName)};`,
    "link.click();",
    "",
  ].join("\n");
}
