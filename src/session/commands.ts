import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import type { SceneId } from "../layer/meta.ts";
import type { OpId } from "../ops/index.ts";
import type { Camera, ExportDraft, ExportPlace, JobId, LayerId, Mode, State, StepId, Style, ViewState } from "./state.ts";

/** Files as they were dropped or picked; a handle is kept where the browser gives one. */
export interface DroppedFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

/** Everything a user can do. The UI, the keyboard, the palette and the scripting API all come through here. */
export interface Commands {
  /** GeoTIFFs with side-cars, GeoJSON, KML, zipped Shapefiles: each ends as a layer, a mask, a waiting scene or a failure. */
  open(files: readonly DroppedFile[]): Promise<void>;
  openSamples(): Promise<void>;
  dismissFailure(id: string): void;
  /** Answer to "Which CRS?": the waiting scene becomes a layer. */
  placeScene(scene: SceneId, crs: Crs): void;
  leaveOut(scene: SceneId): void;
  /** Ask again for the permission of a linked file, or take a newly chosen file in its place. */
  relink(scene: SceneId): Promise<void>;

  select(layer: LayerId | null): void;
  pick(layer: LayerId): void;
  renameProject(name: string): void;
  rename(layer: LayerId, name: string): void;
  duplicate(layer: LayerId): void;
  remove(layer: LayerId): void;
  move(layer: LayerId, by: number): void;
  moveTo(layer: LayerId, index: number): void;
  setVisible(layer: LayerId, visible: boolean): void;
  /** `final` false while a slider is dragged: shown, but not yet a step of the history. */
  setOpacity(layer: LayerId, opacity: number, final: boolean): void;
  setStyle(layer: LayerId, change: Partial<Style>): void;
  zoomTo(layer: LayerId): void;
  zoomToAll(): void;
  /** One layer from several, in their order; the parts leave the list. */
  uniteLayers(layers: readonly LayerId[]): void;

  /** Adds the step at the end of the recipe with its initial parameters and opens its form. */
  addStep(layer: LayerId, op: OpId, params?: unknown, others?: readonly LayerId[]): void;
  setParams(layer: LayerId, step: StepId, params: unknown): void;
  setStepOn(layer: LayerId, step: StepId, on: boolean): void;
  /** Refused (returns why) where the recipe would not work in that order. */
  moveStep(layer: LayerId, step: StepId, to: number): string | null;
  removeStep(layer: LayerId, step: StepId): void;
  openStepForm(step: StepId | null): void;

  undo(): void;
  redo(): void;

  setMode(mode: Mode): void;
  openPalette(): void;
  askCrs(scene: SceneId): void;
  showShortcuts(): void;
  closeDialog(): void;
  showInspector(tab: "style" | "values" | "info"): void;
  closeRight(): void;
  toggleLeft(): void;
  setTheme(theme: State["theme"]): void;
  setCompare(compare: State["compare"]): void;
  dismissToast(): void;

  startExport(layer: LayerId): void;
  setExport(draft: ExportDraft): void;
  /** The place of an extent kind for the draft's layer; null when there is none (no mask step, nothing in view). */
  exportPlace(layer: LayerId, kind: ExportPlace["kind"]): ExportPlace | null;
  runExport(draft: ExportDraft): Promise<void>;
  cancelJob(job: JobId): void;
  dismissJob(job: JobId): void;
  /** Counts every cell of the band and replaces the estimate. */
  countExactly(layer: LayerId, band: number): Promise<void>;
  /** Reads the values of every visible layer at a place. */
  probeAt(lon: number, lat: number): Promise<void>;
  clearProbe(): void;
  exportMask(layer: LayerId, step: StepId): void;
  importAreas(layer: LayerId, step: StepId, file: File): Promise<void>;

  /** From the map. */
  cameraMoved(camera: Camera, bounds: Extent): void;
  viewChanged(view: Partial<ViewState>): void;
}
