import type { Brand } from "../brand.ts";
import type { Fault } from "../fault.ts";
import type { Extent } from "../grid/extent.ts";
import type { Blank } from "../layer/blank.ts";
import type { FileSpec } from "../layer/file-spec.ts";
import type { Instant, NodeId, SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { OpId } from "../ops/index.ts";
import type { BreakMethod, Measured } from "../ops/measurement.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { Wanted } from "../plan/make.ts";
import type { AreaTable } from "./area-table.ts";
import type { BandStatistics } from "./band-statistics.ts";
import type { Probe, Trace } from "./readings.ts";

export type LayerId = Brand<string, "layer">;
export type StepId = Brand<string, "step">;
export type JobId = Brand<string, "job">;

/** One step of a recipe. `others` are the recipes of further layers, for steps that take many; a copy, so nothing dangles. */
export interface RecipeStep {
  readonly id: StepId;
  readonly on: boolean;
  readonly op: OpId;
  readonly params: unknown;
  readonly others: readonly Recipe[];
}

/** How a layer comes to be: scenes, then steps, each on what the one before it gives. */
export interface Recipe {
  readonly scenes: readonly SceneId[];
  /** Where a layer that is made of no scene lies. */
  readonly blank?: Blank;
  readonly steps: readonly RecipeStep[];
}

export type RampId = "viridis" | "magma" | "terrain" | "greys" | "diverging" | "classes";

export type Stretch =
  | { readonly kind: "percent"; readonly low: number; readonly high: number }
  | { readonly kind: "min-max" }
  | { readonly kind: "deviations"; readonly count: number }
  | { readonly kind: "manual"; readonly from: number; readonly to: number };

/** Classes of values on the map: by a measured method, or by hand with the upper limits given, ascending. */
export interface ClassStyle {
  readonly method: BreakMethod | "manual";
  readonly count: number;
  readonly limits: readonly number[];
}

export interface Style {
  readonly mode: "single" | "classes" | "rgb" | "palette";
  /** Band index for single, classes and palette. */
  readonly band: number;
  /** Band indices for red, green, blue. */
  readonly rgb: readonly [number, number, number];
  readonly stretch: Stretch;
  /** For the mode of classes, once it was chosen. */
  readonly classes?: ClassStyle;
  readonly ramp: RampId;
  readonly reversed: boolean;
  /** Colour of NoData; null is transparent. "#rrggbb" otherwise. */
  readonly nodataColour: string | null;
  /** Use the stretch of another layer. */
  readonly stretchAs: LayerId | null;
}

/** A layer as the user keeps it: everything here is saved, and every change of it can be undone. */
export interface LayerDoc {
  readonly id: LayerId;
  readonly name: string;
  readonly visible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly recipe: Recipe;
  readonly style: Style;
}

/** What undo restores. The last layer is drawn first; the first is on top. */
export interface Document {
  readonly name: string;
  readonly layers: readonly LayerDoc[];
}

export interface Camera {
  readonly centre: readonly [lon: number, lat: number];
  readonly zoom: number;
}

/** Where a scene's bytes are: in IndexedDB, on their way there, behind a file handle, only in this tab's File, at an address, or (after a reload) nowhere. */
export type Keeping =
  | { readonly kind: "stored" }
  | { readonly kind: "copying"; readonly doneBytes: number }
  | { readonly kind: "linked"; readonly granted: boolean }
  | { readonly kind: "temporary" }
  /** Not granted: the address came with a project file, and nobody has said yet that it may be contacted. */
  | { readonly kind: "remote"; readonly granted: boolean }
  | { readonly kind: "lost" };

export interface SceneRecord {
  readonly meta: SceneMeta;
  readonly keeping: Keeping;
}

/** A dropped file that could not be opened, or work on layers that could not begin. */
export interface OpenFailure {
  readonly id: string;
  /** Or the layer's name. */
  readonly file: string;
  readonly fault: Fault;
  readonly layer?: LayerId;
}

/** Files of a folder that no one opens; a file at an address that could only be had whole, or of which every view reads much; side-cars of no file that waits; points and lines beside the areas of a vector file. */
export type NoticeFacts =
  | { readonly kind: "files-ignored" | "side-cars-alone"; readonly names: readonly string[] }
  | { readonly kind: "read-whole" | "no-overviews"; readonly file: string; readonly sizeBytes: number }
  | { readonly kind: "shapes-ignored"; readonly file: string; readonly points: number; readonly lines: number };

/** Good to know, and needs no answer. */
export interface Notice {
  readonly id: string;
  readonly facts: NoticeFacts;
}

/** What a recipe comes to: the node to pull from, or why it cannot be made and at which step. */
export type Derived =
  | {
      readonly ok: true;
      readonly node: LayerNode /** Nodes after the source and after each step, off steps repeated. */;
      readonly stages: readonly LayerNode[];
    }
  | {
      readonly ok: false;
      readonly fault: Fault;
      readonly step: StepId | null;
      readonly stages: readonly LayerNode[];
      /** Numbers that the step lacks and that are being measured. The fault is "unmeasured", or why they could not be. */
      readonly wants?: Wanted;
    };

export type JobState =
  | { readonly kind: "running" }
  | { readonly kind: "done"; readonly file: { readonly name: string; readonly url: string; readonly sizeBytes: number } | null }
  | { readonly kind: "failed"; readonly fault: Fault }
  /** An export that can be resumed: its tab was lost (null), or something failed that may be put right. */
  | { readonly kind: "interrupted"; readonly fault: Fault | null }
  | { readonly kind: "cancelled" };

export interface Job {
  readonly id: JobId;
  readonly kind: "export" | "statistics" | "measure" | "keep-files" | "previews" | "persist";
  /** "Exporting soca_valley.tif" */
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly unit: "tiles" | "bytes";
  /** Null until two seconds of work. */
  readonly leftMs: number | null;
  /** The layer it works for, where its card shows it. */
  readonly layer?: LayerId;
  readonly state: JobState;
}

export interface ExportPlace {
  readonly kind: "layer" | "mask" | "view" | "typed";
  /** In the layer's CRS. */
  readonly extent: Extent;
  readonly cols: number;
  readonly rows: number;
}

export interface ExportDraft {
  readonly layer: LayerId;
  readonly fileName: string;
  readonly place: ExportPlace;
  readonly file: FileSpec;
  /** Of a series: one date is a GeoTIFF, several are a zip of one each; left out it is the date on the map. */
  readonly dates?: readonly Instant[];
}

/** What the map is used for right now. */
export type Mode =
  | { readonly kind: "look" }
  | {
      readonly kind: "draw";
      readonly layer: LayerId;
      readonly step: StepId;
      readonly tool: "edit" | "area" | "rectangle" | "hole";
      readonly area: number | null;
    };

export type Dialog =
  | { readonly kind: "none" }
  | { readonly kind: "crs"; readonly scene: SceneId }
  | { readonly kind: "palette" }
  | { readonly kind: "address" }
  | { readonly kind: "save-project" }
  | { readonly kind: "shortcuts" };

type Inspecting = { readonly kind: "inspector"; readonly tab: "style" | "values" | "info" } | { readonly kind: "closed" };
/** The export sheet takes the inspector's place, and gives it back. */
export type RightPanel = Inspecting | { readonly kind: "export"; readonly draft: ExportDraft; readonly before: Inspecting };

/** A state of a layer: its result, or what stood before step `stage` of its recipe; of a series one date, or the one shown. */
export interface CompareSide {
  readonly layer: LayerId;
  readonly stage: number | null;
  readonly instant: Instant | null;
}

export interface Toast {
  readonly id: string;
  /** Scenes side by side, or of one ground at several times. */
  readonly kind: "neighbours" | "series";
  readonly layers: readonly LayerId[];
  /** What is offered after this. */
  readonly next: Toast | null;
}

/** Which date of the series on the map is shown. */
export interface TimeState {
  /** Null is the first. */
  readonly shown: Instant | null;
  /** What is stepped through and played; null is no limit. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly playing: boolean;
}

export interface ViewState {
  /** 0 when every visible cell on the map is exact, else the coarsest level drawn. */
  readonly level: number;
  readonly loading: boolean;
  readonly pointer: { readonly lon: number; readonly lat: number; readonly values: readonly number[] | null } | null;
}

export interface StorageState {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly persistent: boolean;
}

/** The whole truth about a session, in one immutable value. */
export interface State {
  /** False until the last project has been read back. */
  readonly ready: boolean;
  readonly document: Document;
  readonly undo: readonly { readonly label: string; readonly document: Document }[];
  readonly redo: readonly { readonly label: string; readonly document: Document }[];
  readonly selected: LayerId | null;
  /** Further layers picked with Shift or Ctrl, for steps that take many. */
  readonly picked: readonly LayerId[];
  /** The step whose form is open. */
  readonly openStep: StepId | null;
  readonly camera: Camera | null;
  readonly theme: "system" | "light" | "dark";
  readonly scenes: Readonly<Record<SceneId, SceneRecord>>;
  /** Scenes without a CRS or a position: listed, not drawn. */
  readonly waiting: readonly SceneId[];
  readonly failures: readonly OpenFailure[];
  readonly notices: readonly Notice[];
  /** False while another tab has the project: what is changed here is not saved. */
  readonly savesHere: boolean;
  /** That other tab is closed: this one may take the project over. */
  readonly mayTakeOver: boolean;
  /** Files being opened now. */
  readonly opening: readonly string[];
  readonly derived: Readonly<Record<LayerId, Derived>>;
  readonly statistics: Readonly<Record<string, BandStatistics>>;
  /** Exact numbers of whole layers, by the name of what wanted them; saved with the project. */
  readonly measured: Readonly<Record<string, Measured>>;
  /** Why numbers could not be measured: cancelled, or their layer cannot be read. */
  readonly unmeasurable: Readonly<Record<string, Fault>>;
  /** Why a part of a layer could not be read for the map; gone when the layer or its scenes change. */
  readonly readFaults: Readonly<Record<LayerId, Fault>>;
  /** Nodes whose tiles were stored on purpose (`persist`): pulled from the store, never recomputed. */
  readonly persisted: readonly NodeId[];
  readonly jobs: readonly Job[];
  readonly mode: Mode;
  readonly dialog: Dialog;
  readonly right: RightPanel;
  readonly leftOpen: boolean;
  /** What the compare slider shows at either side; null when it is off. */
  readonly compare: { readonly left: CompareSide; readonly right: CompareSide } | null;
  readonly probe: Probe | null;
  readonly trace: Trace | null;
  readonly areaTable: AreaTable | null;
  readonly time: TimeState;
  readonly toast: Toast | null;
  readonly view: ViewState;
  readonly storage: StorageState | null;
  /** Ground the map is asked to show, in degrees; a new object is a new request. */
  readonly fit: { readonly extent: Extent } | null;
  /** What the map shows, in degrees. */
  readonly viewExtent: Extent | null;
}
