import type { FieldProps } from "./op-form.tsx";
import { WordField } from "./plain-fields.tsx";

/** The formula of a step. */
export const ExpressionField = (props: FieldProps) => <WordField {...props} />;
