import { FocalLayer } from "./focal.ts";

/** Values into classes, classes into colours: reclassify, normalize, breaks, histograms. */
export abstract class ClassLayer extends FocalLayer {}
