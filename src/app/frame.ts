import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { LayerId } from "../session/state.ts";

export type Parts = typeof import("./parts.ts").parts;

/** How much room the window has: both columns; inspector as a rail; both as rails; too narrow to work. */
export type Room = "wide" | "medium" | "narrow" | "tiny";

/** What only this window knows: it is neither saved nor undone. */
interface Frame {
  readonly room: Room;
  /** A column that is folded to a rail and lies open over the map. */
  readonly over: "left" | "right" | null;
  readonly jobsOpen: boolean;
  /** Whether single letters are shortcuts. */
  readonly letters: boolean;
  /** The layer whose name is being edited. */
  readonly renaming: LayerId | null;
  /** What comes after the first picture; null until it has come. */
  readonly parts: Parts | null;
}

const lettersKey = "rasterloom.letters";

const roomOf = (width: number): Room => (width >= 1180 ? "wide" : width >= 860 ? "medium" : width >= 640 ? "narrow" : "tiny");

export const frame = createStore<Frame>(() => ({
  room: roomOf(window.innerWidth),
  over: null,
  jobsOpen: false,
  letters: localStorage.getItem(lettersKey) !== "off",
  renaming: null,
  parts: null,
}));

window.addEventListener("resize", () => {
  const room = roomOf(window.innerWidth);
  if (room !== frame.getState().room) frame.setState({ room, over: null });
});

/** Switches shortcuts of one letter on or off, for this browser. */
export function setLetters(letters: boolean): void {
  localStorage.setItem(lettersKey, letters ? "on" : "off");
  frame.setState({ letters });
}

/** Read a part of the frame; the part must be a plain value. */
export const useFrame = <T>(select: (state: Frame) => T): T => useStore(frame, select);
