import type { Fault } from "../fault.ts";
import type { Extent } from "../grid/extent.ts";
import type { SceneId } from "../layer/meta.ts";
import type { Camera, LayerId, Mode, State, ViewState } from "./state.ts";
import { session } from "./store.ts";

export const setMode = (mode: Mode): void => session.setState({ mode });
export const openPalette = (): void => session.setState({ dialog: { kind: "palette" } });
export const askCrs = (scene: SceneId): void => session.setState({ dialog: { kind: "crs", scene } });
export const showShortcuts = (): void => session.setState({ dialog: { kind: "shortcuts" } });
export const askAddress = (): void => session.setState({ dialog: { kind: "address" } });
export const askSaveProject = (): void => session.setState({ dialog: { kind: "save-project" } });
export const closeDialog = (): void => session.setState({ dialog: { kind: "none" } });
export const showInspector = (tab: "style" | "values" | "info"): void => session.setState({ right: { kind: "inspector", tab } });
export const closeRight = (): void => session.setState(({ right }) => ({ right: right.kind === "export" ? right.before : { kind: "closed" } }));
export const toggleLeft = (): void => session.setState(({ leftOpen }) => ({ leftOpen: !leftOpen }));
export const setTheme = (theme: State["theme"]): void => session.setState({ theme });
export const setCompare = (compare: State["compare"]): void => session.setState({ compare });
export const dismissToast = (): void => session.setState(({ toast }) => ({ toast: toast?.next ?? null }));
export const cameraMoved = (camera: Camera, bounds: Extent): void => session.setState({ camera, viewExtent: bounds });
export const viewChanged = (view: Partial<ViewState>): void => session.setState((state) => ({ view: { ...state.view, ...view } }));

export function readFailed(layer: LayerId, fault: Fault): void {
  const { readFaults, scenes } = session.getState();
  if (readFaults[layer]) return;
  // The pool knows a scene that is not at hand by its id alone.
  const name = fault.tag === "file-gone" ? scenes[fault.file as SceneId]?.meta.name : undefined;
  session.setState({ readFaults: { ...readFaults, [layer]: name === undefined ? fault : { tag: "file-gone", file: name } } });
}
