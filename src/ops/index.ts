import { display } from "./display.ts";
import { mask } from "./mask.ts";
import { tileToLayout } from "./tile-to-layout.ts";

/** Every operation of the workbench. Add a file, add a line; the menu, the form, the plan and the worker follow. */
export const ops = { tileToLayout, mask, display } as const;
export type OpId = keyof typeof ops;

/** Every way to reduce a layer to a value. */
export const folds = {} as const;
export type FoldId = keyof typeof folds;
