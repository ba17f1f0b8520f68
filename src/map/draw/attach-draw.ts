import type { Map as MapLibreMap } from "maplibre-gl";
import { type Areas, noAreas, type Ring } from "../../grid/areas.ts";
import type { State } from "../../session/state.ts";
import { session } from "../../session/store.ts";
import { type AreasView, createAreasView } from "./areas-view.ts";
import { type CrossHair, createCrossHair } from "./cross-hair.ts";
import { listenToKeys } from "./draw-keys.ts";
import type { Drawing } from "./drawing.ts";
import { addArea, editable, type Vertex } from "./edit-areas.ts";
import { type Editing, startEditing } from "./editing.ts";
import { type OpenMask, openMask, setAreas, setTool } from "./open-mask.ts";
import { outlines } from "./outlines.ts";

/** Shows the areas of the open mask on the map and lets the user draw them, as the session's mode says. To be called when the map is made. Returns how to stop. */
export function attachDraw(map: MapLibreMap): () => void {
  const draw = new DrawSession(map);
  draw.follow(session.getState());
  const unsubscribe = session.subscribe((state, before) => {
    if (parts.some((part) => state[part] !== before[part])) draw.follow(state);
  });
  return () => {
    unsubscribe();
    draw.remove();
  };
}

const loadDrawing = () => import("./drawing.ts");
const parts = ["mode", "openStep", "document", "derived"] as const satisfies readonly (keyof State)[];

/** Owns what is on the map for one mask at a time: outlines, handles, the tool in use, keys. */
class DrawSession {
  private readonly view: AreasView;
  private readonly crossHair: CrossHair;
  private mask: OpenMask | null = null;
  private areas: Areas | null = null;
  /** Areas of the step as they came, to see when they change. */
  private source: Areas | null = null;
  private drawing: Drawing | null = null;
  private editing: Editing | null = null;
  private stopKeys: (() => void) | null = null;
  private ring: Ring | null = null;
  private chosen: Vertex | null = null;
  private tool: OpenMask["tool"] = null;

  constructor(private readonly map: MapLibreMap) {
    this.view = createAreasView(map);
    this.crossHair = createCrossHair(map);
  }

  follow(state: State): void {
    const mask = openMask(state);
    const isOther = mask?.step !== this.mask?.step;
    this.mask = mask;
    if (mask?.params.areas !== this.source) {
      this.source = mask?.params.areas ?? null;
      this.areas = mask && editable(mask.params.areas);
    }
    // Fetched when a mask opens, so that the first key of a tool finds it.
    if (isOther && mask) void loadDrawing();
    if (isOther || (mask?.tool ?? null) !== this.tool) this.takeTool(mask?.tool ?? null);
    this.show();
  }

  remove(): void {
    this.takeTool(null);
    this.crossHair.remove();
    this.view.remove();
  }

  private takeTool(tool: OpenMask["tool"]): void {
    this.drawing?.stop();
    this.editing?.stop();
    this.stopKeys?.();
    this.drawing = null;
    this.editing = null;
    this.stopKeys = null;
    this.ring = null;
    this.chosen = null;
    this.crossHair.hide();
    this.tool = tool;
    if (tool === null) return;
    this.stopKeys = listenToKeys(this.map, this.crossHair, { drawing: () => this.drawing, editing: () => this.editing });
    if (tool === "edit") this.startEditing();
    else void this.startDrawing(tool);
  }

  private startEditing(): void {
    this.editing = startEditing(this.map, this.view, {
      areas: () => this.areas ?? noAreas,
      chosenArea: () => this.mask?.area ?? null,
      chooseArea: (area) => {
        if (this.mask && area !== this.mask.area) setTool(this.mask, "edit", area);
      },
      preview: (areas, chosen) => {
        this.chosen = chosen;
        this.show(areas);
      },
      keep: (areas) => {
        if (this.mask) setAreas(this.mask, areas);
      },
    });
  }

  private async startDrawing(tool: "area" | "rectangle" | "hole"): Promise<void> {
    const { startDrawing } = await loadDrawing();
    const take = tool === "hole" ? (await import("./cut-hole.ts")).cutHole : addArea;
    if (this.tool !== tool || this.drawing) return;
    // A key on a toolbar starts drawing by keyboard on the map, once the tool hears keys.
    this.map.getCanvas().focus({ preventScroll: true });
    this.drawing = startDrawing(this.map, tool === "rectangle" ? "rectangle" : "polygon", {
      changed: (ring) => {
        this.ring = ring;
        this.show();
      },
      finished: (ring) => this.finished(tool, ring, take),
    });
  }

  private finished(tool: "area" | "rectangle" | "hole", ring: Ring, take: typeof addArea): void {
    this.ring = null;
    const { mask, areas } = this;
    if (!mask || !areas || this.tool !== tool) return;
    const changed = take(areas, ring);
    this.crossHair.say(tool === "hole" ? "Hole cut" : "Area closed");
    setAreas(mask, changed);
    const area = tool === "hole" ? mask.area : changed.polygons.length - 1;
    setTool(mask, "edit", area !== null && area < changed.polygons.length ? area : null);
  }

  private show(areas: Areas | null = this.areas): void {
    const { mask } = this;
    const rings = mask?.area === null || !mask || mask.tool !== "edit" ? undefined : areas?.polygons[mask.area];
    this.view.show({
      outlines: mask && areas ? outlines(areas, mask.crs) : [],
      editing: mask && mask.area !== null && rings ? { area: mask.area, rings } : null,
      chosen: this.chosen,
      drawing: this.ring,
    });
  }
}
