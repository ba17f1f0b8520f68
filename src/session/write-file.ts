import type { FilePlan } from "../layer/file-plan.ts";
import type { FileSpec } from "../layer/file-spec.ts";
import { isCategorical } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { type ExportOrder, exportGeoTiff, type FileJob } from "../pool/export.ts";
import { scenesOf } from "./derive.ts";
import { enginePool, engineWriter } from "./engine.ts";
import { keptNodes } from "./persisted.ts";
import type { Recipe } from "./state.ts";
import { session } from "./store.ts";

interface FileFacts {
  /** Names the file until `engineWriter().remove(id)`. */
  readonly id: string;
  /** As `stitchNode` made it. */
  readonly node: LayerNode;
  readonly plan: FilePlan;
  readonly spec: FileSpec;
  readonly recipe: Recipe;
  readonly description: string | null;
}

/** How a stitched layer is to be written, with everything the file says beside its cells. */
export function fileJob({ id, node, plan, spec, recipe, description }: FileFacts): FileJob {
  const { meta } = node;
  const raster = meta.rasters[0]!;
  return {
    id,
    node,
    plan,
    method: spec.overviewMethod === "auto" ? (isCategorical(meta) ? "mode" : "average") : spec.overviewMethod,
    metadata: {
      grid: raster.grid,
      bands: meta.bands,
      palette: meta.palette,
      instant: raster.instant,
      description,
      recipe: spec.recipe ? recipeText(recipe) : null,
      sources: spec.recipe ? sourceNames(recipe) : [],
      tags: sharedTags(recipe),
    },
  };
}

/** Write the file; it can be resumed only when its `life` says so. */
export function writeFile(file: FileJob, progress: Pick<ExportOrder, "life" | "signal" | "onBlock" | "onResumed">): Promise<Blob> {
  return exportGeoTiff(enginePool(), engineWriter(), { ...file, ...progress, isStored: (one) => keptNodes.get().includes(one.id) });
}

const nameOf = (id: Recipe["scenes"][number]): string => session.getState().scenes[id]?.meta.name ?? id;

const sourceNames = (recipe: Recipe): readonly string[] => [...new Set(scenesOf(recipe))].map(nameOf);

/** Metadata that all scenes of the recipe agree on; what belongs to one scene only does not describe the result. */
function sharedTags(recipe: Recipe): Readonly<Record<string, string>> {
  const [first, ...rest] = scenesOf(recipe).map((id) => session.getState().scenes[id]?.meta.tags ?? {});
  return Object.fromEntries(Object.entries(first ?? {}).filter(([name, value]) => rest.every((tags) => tags[name] === value)));
}

/** A recipe for people and programs: the files by name, the steps by op and parameters. */
function recipeText(recipe: Recipe): string {
  const plain = ({ scenes, steps }: Recipe): unknown => ({
    scenes: scenes.map(nameOf),
    steps: steps.filter((step) => step.on).map(({ op, params, others }) => ({ op, params, ...(others.length > 0 && { others: others.map(plain) }) })),
  });
  return JSON.stringify(plain(recipe));
}
