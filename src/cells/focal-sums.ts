import { addTwice, squareTwice } from "./double-double.ts";
import type { Reduction } from "./focal-rows.ts";

/** How many cells have a value. */
export const counting: Reduction = {
  width: 1,
  identity: 0,
  load([row], to, cells) {
    for (let i = 0; i < cells.length; i++) row![to + i] = Number.isNaN(cells[i]) ? 0 : 1;
  },
  join: joinSums,
};

/** The sum of those that have a value. */
export const summing: Reduction = {
  width: 1,
  identity: 0,
  load([row], to, cells) {
    for (let i = 0; i < cells.length; i++) row![to + i] = Number.isNaN(cells[i]) ? 0 : cells[i]!;
  },
  join: joinSums,
};

/** The least of those that have a value, infinity of none. */
export const smallest: Reduction = {
  width: 1,
  identity: Number.POSITIVE_INFINITY,
  load([row], to, cells) {
    for (let i = 0; i < cells.length; i++) row![to + i] = Number.isNaN(cells[i]) ? Number.POSITIVE_INFINITY : cells[i]!;
  },
  join([into], [from], at, n) {
    for (let i = 0; i < n; i++) if (from![at + i]! < into![i]!) into![i] = from![at + i]!;
  },
};

/** The greatest of those that have a value, minus infinity of none. */
export const largest: Reduction = {
  width: 1,
  identity: Number.NEGATIVE_INFINITY,
  load([row], to, cells) {
    for (let i = 0; i < cells.length; i++) row![to + i] = Number.isNaN(cells[i]) ? Number.NEGATIVE_INFINITY : cells[i]!;
  },
  join([into], [from], at, n) {
    for (let i = 0; i < n; i++) if (from![at + i]! > into![i]!) into![i] = from![at + i]!;
  },
};

/** Sums in twice the digits of a double: a variance is the small difference of two of them. */
export const summingTwice: Reduction = {
  width: 2,
  identity: 0,
  load([high], to, cells) {
    for (let i = 0; i < cells.length; i++) high![to + i] = Number.isNaN(cells[i]) ? 0 : cells[i]!;
  },
  join: joinTwice,
};

/** The sum of squares, in twice the digits of a double. */
export const summingSquares: Reduction = {
  width: 2,
  identity: 0,
  load(row, to, cells) {
    for (let i = 0; i < cells.length; i++) squareTwice(row, to + i, Number.isNaN(cells[i]) ? 0 : cells[i]!);
  },
  join: joinTwice,
};

function joinSums([into]: readonly Float64Array[], [from]: readonly Float64Array[], at: number, n: number): void {
  for (let i = 0; i < n; i++) into![i]! += from![at + i]!;
}

function joinTwice(into: readonly Float64Array[], from: readonly Float64Array[], at: number, n: number): void {
  addTwice(into, from, at, n);
}
