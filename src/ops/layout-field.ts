import { z } from "zod";
import { fail } from "../fault.ts";
import { type Crs, sameCrs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import { gridExtent } from "../grid/grid.ts";
import { globalLayout, type Layout, localLayout } from "../grid/layout.ts";
import { zoomFor } from "../grid/zoom.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { crsSchema, extentSchema } from "./crs-field.ts";

const tileEdge = z.int().min(1).max(4096);
const tileCount = z.int().min(1).max(4_194_304);

/** Where tiles lie: around the data, in the world's zoom pyramid, or as another layer's are (a copy of its numbers). */
export const layoutSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("local"), tileCols: tileEdge, tileRows: tileEdge }),
  z.object({ kind: z.literal("global"), tileSize: tileEdge, zoom: z.int().min(0).max(30).nullable(), threshold: z.number().optional() }),
  z.object({
    kind: z.literal("definition"),
    extent: extentSchema,
    layoutCols: tileCount,
    layoutRows: tileCount,
    tileCols: tileEdge,
    tileRows: tileEdge,
    /** The layer it was taken from, for people. */
    name: z.string().optional(),
    /** The CRS its extent is in, where that is known: then it must be the layer's. */
    crs: crsSchema.nullable().optional(),
  }),
]);
export type LayoutParam = z.infer<typeof layoutSchema>;

/** The layout of a tiled layer, as numbers: the copy stays when that layer goes. Null for an untiled layer. */
export function layoutOf(meta: LayerMeta, name: string): Extract<LayoutParam, { kind: "definition" }> | null {
  const grid = meta.kind === "tiled" ? meta.rasters[0]?.grid : undefined;
  if (!grid) return null;
  const { tileCols, tileRows } = meta;
  return {
    kind: "definition",
    extent: gridExtent(grid),
    layoutCols: grid.cols / tileCols,
    layoutRows: grid.rows / tileRows,
    tileCols,
    tileRows,
    name,
    crs: grid.crs,
  };
}

/** What a layout is laid over: the data's extent and its finest cell, in one CRS. */
export interface Ground {
  readonly crs: Crs;
  readonly extent: Extent;
  readonly cell: { readonly width: number; readonly height: number };
}

/** The layout that a parameter means for some data, with its zoom when it is global. Fails with `bad-param` where none can be. */
export function layoutFor(param: LayoutParam, { crs, extent, cell }: Ground, op: string): { readonly layout: Layout; readonly zoom: number | null } {
  switch (param.kind) {
    case "local":
      return { layout: localLayout(extent, cell, param.tileCols, param.tileRows), zoom: null };
    case "global": {
      const zoom = param.zoom ?? zoomFor({ crs, x: extent.west, y: extent.south, ...cell }, param.tileSize, param.threshold);
      return { layout: globalLayout(crs, zoom, param.tileSize), zoom };
    }
    case "definition": {
      const { extent: e, layoutCols, layoutRows, tileCols, tileRows } = param;
      if (param.crs && !sameCrs(param.crs, crs))
        fail({ tag: "bad-param", op, param: "layout", problem: `the layout is in ${param.crs.name}, the layer in ${crs.name}` });
      if (!(e.west < e.east && e.south < e.north)) fail({ tag: "bad-param", op, param: "layout", problem: "west must be below east and south below north" });
      return { layout: { extent: e, layoutCols, layoutRows, tileCols, tileRows }, zoom: null };
    }
    default:
      return param satisfies never;
  }
}

/** "Local, 512 × 512 tiles", "Global, zoom 12". */
export function layoutWords(param: LayoutParam): string {
  switch (param.kind) {
    case "local":
      return `local, ${param.tileCols} × ${param.tileRows} tiles`;
    case "global":
      return param.zoom === null ? "global, best zoom" : `global, zoom ${param.zoom}`;
    case "definition":
      return param.name ? `as ${param.name}` : `${param.layoutCols} × ${param.layoutRows} tiles`;
    default:
      return param satisfies never;
  }
}
