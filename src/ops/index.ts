/** Every operation of the workbench. Add a file, add a line; the menu, the form, the plan and the worker follow. */
export const ops = {} as const;

export type OpId = "union" | "bands" | "reproject" | "tileToLayout" | "mask" | "convertType" | "merge" | "pyramid";
export type FoldId = "minMax" | "histogram" | "count" | "collectKeys";
