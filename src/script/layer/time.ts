import { ClassLayer } from "./classes.ts";

/** Keys, bands and instants: combining, filtering and aggregating over time. */
export abstract class TimeLayer extends ClassLayer {}
