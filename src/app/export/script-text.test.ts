import { expect, it } from "vitest";
import { extent } from "../../grid/extent.ts";
import type { ExportDraft, LayerId } from "../../session/state.ts";
import { scriptText } from "./script-text.ts";

const draft: ExportDraft = {
  layer: "a" as LayerId,
  fileName: 'so "it" is.tif',
  place: { kind: "layer", extent: extent(10, 20, 30, 50), cols: 2, rows: 3 },
  file: {
    cellType: "float32",
    nodata: Number.NaN,
    compression: "deflate",
    predictor: true,
    layout: { kind: "tiles", size: 256 },
    overviews: true,
    overviewMethod: "auto",
    bigTiff: "auto",
    recipe: true,
  },
};

/** The script's own effects, with the page played by three objects. */
async function run(text: string) {
  const link = { href: "", download: "", click: () => void seen.push(link.download) };
  const seen: unknown[] = [];
  const saveStitched = async (options: unknown) => seen.push(options);
  const rasterloom = { ready: Promise.resolve(), layer: (name: string) => seen.push(name) && { saveStitched } };
  const body = `return (async () => {${text}})();`;
  await new Function("rasterloom", "document", "URL", body)(rasterloom, { createElement: () => link }, { createObjectURL: () => "blob:" });
  return seen;
}

it("the script runs as it is: it takes the layer by name, saves it as drafted and hands the file over", async () => {
  expect(await run(scriptText(draft, 'Valley "east"'))).toEqual([
    'Valley "east"',
    {
      cropBounds: [10, 20, 30, 50],
      cropDimensions: [2, 3],
      cellType: "float32",
      nodata: Number.NaN,
      compression: "deflate",
      predictor: true,
      overviews: true,
      bigTiff: "auto",
      tileSize: 256,
    },
    'so "it" is.tif',
  ]);
});

it("strips are told by their rows, and no tile size with them", async () => {
  const [, options] = await run(scriptText({ ...draft, file: { ...draft.file, layout: { kind: "strips", rows: 8 } } }, "a"));
  expect(options).toMatchObject({ rowsPerStrip: 8 });
  expect(options).not.toHaveProperty("tileSize");
});
