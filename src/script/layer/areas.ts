import { TimeLayer } from "./time.ts";

/** Values at points and statistics over areas. */
export abstract class AreaLayer extends TimeLayer {}
