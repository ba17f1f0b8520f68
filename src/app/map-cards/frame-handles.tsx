import type { KeyboardEvent, PointerEvent } from "react";
import { type Crs, projector, WGS84 } from "../../grid/crs.ts";
import type { Extent } from "../../grid/extent.ts";
import { commands } from "../../session/commands.ts";
import { session } from "../../session/store.ts";
import { placeIn } from "../places.ts";
import { useMap } from "./use-map.ts";

type Edge = keyof Extent;

/** Every handle moves one edge or two; corners come before edges in no order but around the frame. */
const handles: readonly { readonly name: string; readonly edges: readonly Edge[] }[] = [
  { name: "north-west corner", edges: ["west", "north"] },
  { name: "north edge", edges: ["north"] },
  { name: "north-east corner", edges: ["east", "north"] },
  { name: "east edge", edges: ["east"] },
  { name: "south-east corner", edges: ["east", "south"] },
  { name: "south edge", edges: ["south"] },
  { name: "south-west corner", edges: ["west", "south"] },
  { name: "west edge", edges: ["west"] },
];

/** Handles on the frame of the export: dragged, or moved cell by cell with the arrow keys (ten with Shift). */
export function FrameHandles({ crs, extent }: { readonly crs: Crs; readonly extent: Extent }) {
  const map = useMap();
  if (!map) return null;
  const points = new Float64Array(handles.flatMap(({ edges }) => [pick(edges, "west", "east", extent), pick(edges, "south", "north", extent)]));
  projector(crs, WGS84)(points);
  const drag = (edges: readonly Edge[]) => (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.closest(".map-region")?.getBoundingClientRect();
    if (!box) return;
    const { lon, lat } = map.unproject(event.clientX - box.left, event.clientY - box.top);
    const at = placeIn(crs, lon, lat);
    if (at) move(Object.fromEntries(edges.map((edge) => [edge, edge === "west" || edge === "east" ? at.x : at.y])));
  };
  const keys = (edges: readonly Edge[]) => (event: KeyboardEvent) => {
    const [x, y] = arrows[event.key] ?? [0, 0];
    const edge = edges.find((one) => (one === "west" || one === "east" ? x !== 0 : y !== 0));
    if (!edge) return;
    event.preventDefault();
    event.stopPropagation();
    const { right } = session.getState();
    if (right.kind !== "export") return;
    const { place } = right.draft;
    const cell = x !== 0 ? (place.extent.east - place.extent.west) / place.cols : (place.extent.north - place.extent.south) / place.rows;
    move({ [edge]: place.extent[edge] + (x + y) * cell * (event.shiftKey ? 10 : 1) });
  };
  return (
    <>
      {handles.map(({ name, edges }, i) => {
        const { x, y } = map.project(points[i * 2] ?? Number.NaN, points[i * 2 + 1] ?? Number.NaN);
        return (
          <button
            key={name}
            type="button"
            className="frame-handle"
            data-edges={edges.join(" ")}
            aria-label={`Move the ${name} of the export`}
            title="Drag, or use the arrow keys"
            style={{ left: x, top: y }}
            onPointerDown={grab}
            onPointerMove={drag(edges)}
            onKeyDown={keys(edges)}
          />
        );
      })}
    </>
  );
}

/** The handle takes the pointer and the focus; the words around it are not selected. */
function grab(event: PointerEvent<HTMLElement>): void {
  event.preventDefault();
  event.currentTarget.focus();
  event.currentTarget.setPointerCapture(event.pointerId);
}

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Where a handle stands along one axis: at its edge, else in the middle. */
const pick = (edges: readonly Edge[], low: Edge, high: Edge, extent: Extent): number =>
  edges.includes(low) ? extent[low] : edges.includes(high) ? extent[high] : (extent[low] + extent[high]) / 2;

/** Moves edges of the draft's extent, unless they would pass each other. */
function move(to: Partial<Extent>): void {
  const { right } = session.getState();
  if (right.kind !== "export") return;
  const { draft } = right;
  const extent = { ...draft.place.extent, ...to };
  if (extent.west < extent.east && extent.south < extent.north) commands.setExport({ ...draft, place: commands.typedPlace(draft, extent) });
}
