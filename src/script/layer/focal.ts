import { AlgebraLayer } from "./algebra.ts";

/** What depends on a cell's surroundings: focal statistics, surface, distance. */
export abstract class FocalLayer extends AlgebraLayer {}
