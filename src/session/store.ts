import { createStore } from "zustand/vanilla";
import type { State } from "./state.ts";

const initial: State = {
  ready: false,
  document: { name: "Untitled", layers: [] },
  undo: [],
  redo: [],
  selected: null,
  picked: [],
  openStep: null,
  camera: null,
  theme: "system",
  scenes: {},
  waiting: [],
  failures: [],
  notices: [],
  savesHere: true,
  opening: [],
  derived: {},
  statistics: {},
  measured: {},
  unmeasurable: {},
  readFaults: {},
  persisted: [],
  jobs: [],
  mode: { kind: "look" },
  dialog: { kind: "none" },
  right: { kind: "inspector", tab: "style" },
  leftOpen: true,
  compare: null,
  probe: null,
  trace: null,
  areaTable: null,
  time: { shown: null, from: null, to: null, playing: false },
  toast: null,
  view: { level: 0, loading: false, pointer: null },
  storage: null,
  fit: null,
  viewExtent: null,
};

/** The one store. Components read it through `useSession`, everything else through `getState` and `subscribe`. */
export const session = createStore<State>(() => initial);
