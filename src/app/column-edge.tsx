import { Separator } from "react-resizable-panels";
import type { Column } from "./widths.ts";

/** The edge of a column: dragged, moved by the arrow keys, reset by a double click. */
export const ColumnEdge = ({ panel, label }: { readonly panel: Column; readonly label: string }) => (
  <Separator className="column-edge" data-panel={panel} aria-label={label} />
);
