import { type Fault, FaultError } from "../../fault.ts";
import type { Compare } from "./vector.ts";

/** The Python error that a fault stands for; every other fault is a ValueError. */
const errors: Readonly<Partial<Record<Fault["tag"], string>>> = {
  "bad-type": "TypeError",
  "no-key": "IndexError",
  "file-gone": "IOError",
  "storage-full": "IOError",
  "too-large": "MemoryError",
  "worker-lost": "RuntimeError",
  cancelled: "RuntimeError",
  bug: "bug",
};

/** An answer that is a fault, in the shape of an expected error. */
export const faultAnswer = (error: unknown): unknown =>
  error instanceof FaultError
    ? { error: errors[error.fault.tag] ?? "ValueError", fault: error.fault }
    : { error: "bug", thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };

/**
 * Why an answer is not what was expected, or null when it is. Objects are held against the expected fields alone; lists
 * must be equally long. NaN and null both mean no value. The error "any" is any fault but a bug.
 */
export function difference(expected: unknown, answer: unknown, compare: Compare, path = ""): string | null {
  const differs = () => `${path || "answer"}: expected ${show(expected)}, got ${show(answer)}`;
  if (isObject(expected) && typeof expected.error === "string") {
    const error = isObject(answer) ? answer.error : undefined;
    const isMet = expected.error === "any" ? typeof error === "string" && error !== "bug" : error === expected.error;
    return isMet ? null : differs();
  }
  if (path === "" && isObject(answer) && ("fault" in answer || "thrown" in answer)) return `a fault: ${show(answer)}`;
  if (typeof expected === "number") return isNumber(answer) && isNear(expected, Number(answer), compare) ? null : differs();
  if (expected === null) return answer === null || answer === undefined || Number.isNaN(answer) ? null : differs();
  if (expected === "NaN") return answer === null || Number.isNaN(answer) || answer === "NaN" ? null : differs();
  if (Array.isArray(expected)) {
    if (!isList(answer) || answer.length !== expected.length) return differs();
    return firstOf(expected.map((each, i) => difference(each, answer[i], compare, `${path}[${i}]`)));
  }
  if (isObject(expected)) {
    if (!isObject(answer)) return differs();
    return firstOf(Object.entries(expected).map(([name, each]) => difference(each, answer[name], compare, path ? `${path}.${name}` : name)));
  }
  return Object.is(expected, answer) ? null : differs();
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !isList(value);
const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
const isNumber = (value: unknown): value is number | bigint => typeof value === "number" || typeof value === "bigint";
const firstOf = (all: readonly (string | null)[]): string | null => all.find((each) => each !== null) ?? null;

/** "exact" leaves room for the last digit only: expectations are decimal text. */
const isNear = (expected: number, answer: number, compare: Compare): boolean =>
  expected === answer || Math.abs(expected - answer) <= (compare.kind === "approx" ? compare.tol : 1e-12 * Math.abs(expected));

function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, each) => (typeof each === "number" && !Number.isFinite(each) ? String(each) : each)) ?? "nothing";
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
