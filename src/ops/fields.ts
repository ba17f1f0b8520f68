import { z } from "zod";
import { type CellType, cellTypes } from "../cells/cell-type.ts";

/** What the form shows beside a field; `kind` picks the control in `app/op-panel/op-form.tsx`, the one switch over it. */
export interface FieldMeta {
  readonly kind:
    | "number"
    | "integer"
    | "flag"
    | "choice"
    | "cell-type"
    | "crs"
    | "layout"
    | "resampling"
    | "bands"
    | "areas"
    | "nodata"
    | "text"
    | "expression"
    | "optional-number"
    | "neighbourhood"
    | "z-factor"
    | "shapes"
    | "classes"
    | "instant"
    | "times"
    | "dates";
  readonly label: string;
  readonly help?: string;
  readonly unit?: string;
  /** For "optional-number" fields: what stands there for none. */
  readonly empty?: string;
  /** For "choice" fields: a word per value. */
  readonly options?: Readonly<Record<string, string>>;
}

/** Attach what the form needs to a schema: `field(z.number().min(1), { kind: "integer", label: "Tile size", unit: "px" })`. */
export const field = <S extends z.ZodType>(schema: S, meta: FieldMeta): S => schema.meta({ ...meta });

/** The form data of a schema made by `field`. */
export const fieldMeta = (schema: z.ZodType): FieldMeta => schema.meta() as unknown as FieldMeta;

export const cellTypeSchema = z.enum(cellTypes as readonly [CellType, ...CellType[]]);
