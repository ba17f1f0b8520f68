import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { type PanelImperativeHandle, Separator } from "react-resizable-panels";
import { focusNextRegion } from "./regions.ts";
import { type Column, resetWidth } from "./widths.ts";

const step = 16;

interface ColumnEdgeProps {
  readonly column: Column;
  readonly label: string;
  readonly panel: RefObject<PanelImperativeHandle | null>;
}

/** The edge of a column: dragged, moved by the arrow keys, reset by a double click. */
export function ColumnEdge({ column, label, panel }: ColumnEdgeProps) {
  const edge = useRef<HTMLDivElement>(null);
  // The library tells readers the width only after the first change.
  useEffect(() => {
    const element = document.getElementById(column);
    const all = element?.parentElement;
    if (!element || !all) return;
    const tell = () => edge.current?.setAttribute("aria-valuenow", String(Math.round((element.clientWidth / all.clientWidth) * 100)));
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => observer.disconnect();
  }, [column]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "F6") {
      // The library would only walk from edge to edge.
      event.preventDefault();
      event.stopPropagation();
      focusNextRegion(event.shiftKey);
      return;
    }
    const east = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const width = panel.current?.getSize().inPixels;
    if (east === 0 || width === undefined) return;
    event.preventDefault();
    panel.current?.resize(width + step * (column === "left" ? east : -east));
  };
  return (
    <Separator
      className="column-edge"
      elementRef={edge}
      title={`${label}: drag, arrow keys, or double click to reset`}
      disableDoubleClick
      onKeyDownCapture={keys}
      onDoubleClick={() => panel.current?.resize(resetWidth(column))}
    />
  );
}
