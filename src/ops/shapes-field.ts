import { z } from "zod";
import type { Polygon } from "../grid/areas.ts";
import type { Shape, Shapes } from "../grid/shapes.ts";
import { crsSchema } from "./crs-field.ts";

const kinds: readonly unknown[] = ["polygon", "line", "point"] satisfies readonly Shape["kind"][];
const isPosition = (value: unknown): boolean => Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
const isRings = (value: unknown): value is Polygon =>
  Array.isArray(value) && value.length > 0 && value.every((ring) => Array.isArray(ring) && ring.length > 0 && ring.every(isPosition));

/** Checked by a plain loop: a hundred thousand points pass here at every edit. */
const isShapes = (value: unknown): boolean => Array.isArray(value) && value.every(isShape);
const isShape = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "kind" in value &&
  kinds.includes(value.kind) &&
  "rings" in value &&
  isRings(value.rings) &&
  "value" in value &&
  (value.value === null || typeof value.value === "number") &&
  "zindex" in value &&
  typeof value.zindex === "number";

/** `Shapes` as a parameter: points, lines and polygons in any CRS. */
export const shapesSchema: z.ZodType<Shapes> = z.object({
  crs: crsSchema,
  shapes: z.custom<readonly Shape[]>(isShapes, "shapes with a kind, rings of [x, y], a value and a zindex"),
});

/** True for the parameters of a step that takes shapes; they were parsed when the step was made. */
export const hasShapes = (params: unknown): params is { readonly shapes: Shapes } =>
  typeof params === "object" &&
  params !== null &&
  "shapes" in params &&
  typeof params.shapes === "object" &&
  params.shapes !== null &&
  "shapes" in params.shapes;

/** "3 areas and 12 points". */
export function shapesWords(areas: number, { shapes }: Shapes): string {
  const count = (kind: Shape["kind"]) => shapes.filter((shape) => shape.kind === kind).length;
  const named = (n: number, word: string) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? "" : "s"}`]);
  const words = [...named(areas + count("polygon"), "area"), ...named(count("line"), "line"), ...named(count("point"), "point")];
  return words.length === 0 ? "no areas yet" : words.join(", ");
}
