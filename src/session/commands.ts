import type { Fault } from "../fault.ts";
import type { Crs } from "../grid/crs.ts";
import type { Extent } from "../grid/extent.ts";
import type { Instant, SceneId } from "../layer/meta.ts";
import type { OpId } from "../ops/index.ts";
import type { OverflowCount } from "../ops/overflow-count.ts";
import { saveAreaTable } from "./area-file.ts";
import { closeAreaTable, countAreas, importTableAreas, setAreaTable, showAreaTable } from "./area-statistics.ts";
import type { AreaSource } from "./area-table.ts";
import { addCalculatorLayer, removeCalculatorLayer, renameCalculatorLayer } from "./calculator.ts";
import {
  duplicate,
  move,
  moveTo,
  newProject,
  pick,
  remove,
  removeAll,
  rename,
  renameProject,
  select,
  setOpacity,
  setStyle,
  setVisible,
  uniteLayers,
  zoomTo,
  zoomToAll,
} from "./edit-layers.ts";
import { addStep, moveStep, openStepForm, removeStep, setParams, setStepOn } from "./edit-steps.ts";
import { runExport, setExport, startExport } from "./export-file.ts";
import { exportGeoTiffTiles } from "./export-geotiff-tiles.ts";
import { exportPlace, typedPlace } from "./export-place.ts";
import { exportPngTiles } from "./export-png.ts";
import { dismissFailure } from "./failures.ts";
import { redo, undo } from "./history.ts";
import { cancelJob, dismissJob } from "./jobs.ts";
import { dropResults, keepResults } from "./keep-results.ts";
import { relink } from "./keep-scenes.ts";
import { exportMask, importAreas } from "./mask-files.ts";
import { measureAgain } from "./measure.ts";
import { dismissNotice } from "./notices.ts";
import { leaveOut, open, openAddresses, openSamples, placeScene } from "./open.ts";
import { countOverflow } from "./overflow.ts";
import { clearProbe, probeAt } from "./probe.ts";
import { saveProject } from "./project-file.ts";
import { resumeExport } from "./resume.ts";
import { saveSeries } from "./series-file.ts";
import type { DroppedFile } from "./sort-drop.ts";
import type { Camera, ExportDraft, ExportPlace, JobId, LayerId, Mode, State, StepId, Style, ViewState } from "./state.ts";
import { countExactly } from "./statistics.ts";
import { keepStorage } from "./storage.ts";
import { takeOver } from "./tabs.ts";
import { playTimes, setTimeRange, showInstant, stepInstant } from "./times.ts";
import {
  askAddress,
  askCrs,
  askSaveProject,
  cameraMoved,
  closeDialog,
  closeRight,
  dismissToast,
  openPalette,
  readFailed,
  setCompare,
  setMode,
  setTheme,
  showInspector,
  showShortcuts,
  toggleLeft,
  viewChanged,
} from "./view.ts";

export type { DroppedFile } from "./sort-drop.ts";

/** Everything a user can do. The UI, the keyboard, the palette and the scripting API all come through here. */
export interface Commands {
  /** GeoTIFFs with side-cars, GeoJSON, KML, zipped Shapefiles: each ends as a layer, a mask, a waiting scene or a failure. */
  open(files: readonly DroppedFile[]): Promise<readonly LayerId[]>;
  openSamples(): Promise<readonly LayerId[]>;
  /** Writes the project as one file and downloads it; with the bytes of its files where they are at hand. */
  saveProject(withFiles: boolean): Promise<Blob | null>;
  /** GeoTIFFs at web addresses; only what is wanted of them is read, when it is wanted. */
  openAddresses(addresses: readonly string[]): Promise<readonly LayerId[]>;
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
  removeAll(): void;
  newProject(): void;
  move(layer: LayerId, by: number): void;
  moveTo(layer: LayerId, index: number): void;
  setVisible(layer: LayerId, visible: boolean): void;
  /** Quick successions, as of a dragged slider, are one step of the history. */
  setOpacity(layer: LayerId, opacity: number): void;
  setStyle(layer: LayerId, change: Partial<Style>): void;
  zoomTo(layer: LayerId): void;
  zoomToAll(): void;
  /** One layer from several, in their order; the parts leave the list. */
  uniteLayers(layers: readonly LayerId[]): void;

  /** Adds the step at the end of the recipe with its initial parameters and opens its form. */
  addStep(layer: LayerId, op: OpId, params?: unknown, others?: readonly LayerId[]): void;
  setParams(layer: LayerId, step: StepId, params: unknown): void;
  setStepOn(layer: LayerId, step: StepId, on: boolean): void;
  /** Refused (returns the fault) where the recipe would not work in that order. */
  moveStep(layer: LayerId, step: StepId, to: number): Fault | null;
  removeStep(layer: LayerId, step: StepId): void;
  openStepForm(step: StepId | null): void;
  /** Another layer of the list takes part in a calculation, on the cells of this one. */
  addCalculatorLayer(layer: LayerId, step: StepId, other: LayerId): void;
  /** `index` counts the layer itself as 0. */
  removeCalculatorLayer(layer: LayerId, step: StepId, index: number): void;
  /** Also in the formula; false when it is no name, or taken. */
  renameCalculatorLayer(layer: LayerId, step: StepId, index: number, name: string): boolean;
  /** How many cells a conversion changes; null when there is no such step. */
  countOverflow(layer: LayerId, step: StepId): Promise<OverflowCount | null>;

  undo(): void;
  redo(): void;

  setMode(mode: Mode): void;
  openPalette(): void;
  askCrs(scene: SceneId): void;
  showShortcuts(): void;
  askAddress(): void;
  askSaveProject(): void;
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
  /** The place of an extent that was typed or dragged. Cells of the layer's own size snap it outward to whole cells of the layer. */
  typedPlace(draft: ExportDraft, extent: Extent): ExportPlace;
  runExport(draft: ExportDraft): Promise<Blob | null>;
  cancelJob(job: JobId): void;
  /** What an interrupted export holds is given up with it. */
  dismissJob(job: JobId): void;
  /** After the tab that saves the project was closed: what it saved is loaded here, and saved here from now on. */
  takeOver(): void;
  /** Go on with an interrupted export, to the same bytes that it would have come to. */
  resumeExport(job: JobId): Promise<Blob | null>;
  /** Counts every cell of the band and replaces the estimate. */
  countExactly(layer: LayerId, band: number): Promise<void>;
  /** Measures numbers again whose measuring was cancelled or failed; `name` is that of the want. */
  measureAgain(name: string): void;
  /** Writes the tiles of a layer as PNG pictures in its colours, zipped; a job with a download. */
  exportPngTiles(layer: LayerId): Promise<void>;
  exportGeoTiffTiles(layer: LayerId): Promise<void>;
  /** Reads the values of every visible layer at a place. */
  probeAt(lon: number, lat: number): Promise<void>;
  clearProbe(): void;
  /** Open the table of statistics per area of a layer; of this mask step's areas, or of its last one. */
  showAreaTable(layer: LayerId, step?: StepId): void;
  closeAreaTable(): void;
  setAreaTable(change: { readonly source?: AreaSource; readonly stage?: number | null }): void;
  importTableAreas(file: File): Promise<void>;
  countAreas(): Promise<void>;
  /** Download the open table as CSV. */
  saveAreaTable(): void;
  /** Show a date of the series on the map, go some dates on or back, limit them to a range, play them. */
  showInstant(instant: Instant): void;
  stepInstant(by: number): void;
  setTimeRange(from: Instant | null, to: Instant | null): void;
  playTimes(isPlaying: boolean): void;
  /** The values of every date of a layer at a place, as a CSV file. */
  saveSeries(layer: LayerId, lon: number, lat: number): Promise<void>;
  exportMask(layer: LayerId, step: StepId): void;
  importAreas(layer: LayerId, step: StepId, file: File): Promise<void>;

  /** Compute and keep every tile of a layer, or forget them. */
  keepResults(layer: LayerId): Promise<void>;
  dropResults(layer: LayerId): Promise<void>;
  /** Asks the browser never to clear by itself what is kept here. */
  keepStorage(): Promise<void>;
  dismissNotice(id: string): void;

  /** From the map. */
  cameraMoved(camera: Camera, bounds: Extent): void;
  viewChanged(view: Partial<ViewState>): void;
  readFailed(layer: LayerId, fault: Fault): void;
}

export const commands: Commands = {
  open,
  openSamples,
  openAddresses,
  saveProject,
  dismissFailure,
  placeScene,
  leaveOut,
  relink,
  select,
  pick,
  renameProject,
  rename,
  duplicate,
  remove,
  removeAll,
  newProject,
  move,
  moveTo,
  setVisible,
  setOpacity,
  setStyle,
  zoomTo,
  zoomToAll,
  uniteLayers,
  addStep,
  setParams,
  setStepOn,
  moveStep,
  removeStep,
  openStepForm,
  addCalculatorLayer,
  removeCalculatorLayer,
  renameCalculatorLayer,
  countOverflow,
  undo,
  redo,
  setMode,
  openPalette,
  askCrs,
  showShortcuts,
  askAddress,
  askSaveProject,
  closeDialog,
  showInspector,
  closeRight,
  toggleLeft,
  setTheme,
  setCompare,
  dismissToast,
  startExport,
  setExport,
  exportPlace,
  typedPlace,
  runExport,
  cancelJob,
  dismissJob,
  resumeExport,
  takeOver,
  countExactly,
  measureAgain,
  exportPngTiles,
  exportGeoTiffTiles,
  probeAt,
  clearProbe,
  showAreaTable,
  closeAreaTable,
  setAreaTable,
  importTableAreas,
  countAreas,
  saveAreaTable,
  showInstant,
  stepInstant,
  setTimeRange,
  playTimes,
  saveSeries,
  exportMask,
  importAreas,
  keepResults,
  dropResults,
  keepStorage,
  dismissNotice,
  cameraMoved,
  viewChanged,
  readFailed,
};
