import { z } from "zod";
import type { Neighbourhood } from "../cells/neighbourhood.ts";

const farthest = 1000;
const cells = z.int("whole cells").min(0, "0 or more").max(farthest, `at most ${farthest} cells`);
const radius = z.number().min(0, "0 or more").max(farthest, `at most ${farthest} cells`);
const angle = z.number().min(-360).max(360);

/** A neighbourhood as a parameter. */
export const neighbourhoodSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("square"), extent: cells }),
  z.object({ kind: z.literal("circle"), radius }),
  z.object({ kind: z.literal("nesw"), extent: cells }),
  z.object({ kind: z.literal("wedge"), radius, startAngle: angle, endAngle: angle }),
  z.object({ kind: z.literal("annulus"), innerRadius: radius, outerRadius: radius }),
]) satisfies z.ZodType<Neighbourhood>;

/** "circle of 3", "square of 5 × 5". */
export function neighbourhoodWords(neighbourhood: Neighbourhood): string {
  switch (neighbourhood.kind) {
    case "square":
      return `square of ${2 * neighbourhood.extent + 1} × ${2 * neighbourhood.extent + 1}`;
    case "circle":
      return `circle of ${neighbourhood.radius}`;
    case "nesw":
      return `cross of ${neighbourhood.extent}`;
    case "wedge":
      return `wedge of ${neighbourhood.radius}, ${neighbourhood.startAngle}° to ${neighbourhood.endAngle}°`;
    case "annulus":
      return `ring of ${neighbourhood.innerRadius} to ${neighbourhood.outerRadius}`;
    default:
      return neighbourhood satisfies never;
  }
}
