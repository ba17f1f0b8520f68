/**
 * Everything that can go wrong and that a user can be told about. Plain data: it crosses threads intact.
 * It carries values (file, band, code, bytes), never prose; the sentences live in `app/fault-text.ts`.
 */
export type Fault =
  | { readonly tag: "not-a-tiff"; readonly file: string; readonly why: "empty" | "other-format" | "damaged-header"; readonly detail: string }
  | { readonly tag: "truncated"; readonly file: string; readonly haveBytes: number; readonly needBytes: number }
  | { readonly tag: "unsupported"; readonly file: string; readonly feature: string; readonly value: string }
  | { readonly tag: "damaged-block"; readonly file: string; readonly block: number; readonly detail: string }
  | { readonly tag: "file-gone"; readonly file: string }
  | { readonly tag: "remote"; readonly address: string; readonly problem: RemoteProblem }
  | { readonly tag: "bad-project"; readonly file: string; readonly why: "not-a-project" | "newer" | "damaged"; readonly detail: string }
  | { readonly tag: "no-crs"; readonly file: string }
  | { readonly tag: "unknown-crs"; readonly input: string }
  | { readonly tag: "different-crs"; readonly names: readonly string[] }
  | { readonly tag: "outside-crs"; readonly crs: string }
  | { readonly tag: "bad-param"; readonly op: string; readonly param: string; readonly problem: string }
  | { readonly tag: "bad-type"; readonly op: string; readonly param: string; readonly given: string; readonly expected: string }
  | { readonly tag: "bad-input"; readonly op: string; readonly problem: string }
  | { readonly tag: "no-class"; readonly value: number }
  | { readonly tag: "unmeasured"; readonly op: string }
  | { readonly tag: "bad-geometry"; readonly file: string; readonly problem: string }
  | { readonly tag: "bad-text"; readonly file: string; readonly format: "JSON" | "XML"; readonly line: number; readonly column: number; readonly found: string }
  | { readonly tag: "no-key"; readonly axis: "column" | "row"; readonly value: number; readonly min: number; readonly max: number }
  | { readonly tag: "too-large"; readonly what: string; readonly needBytes: number; readonly limitBytes: number; readonly file?: string }
  | { readonly tag: "storage-full"; readonly needBytes: number; readonly freeBytes: number }
  | { readonly tag: "worker-lost"; readonly task: string; readonly tries: number }
  | { readonly tag: "in-other-tab" }
  | { readonly tag: "cancelled" }
  | { readonly tag: "bug"; readonly message: string; readonly stack: string };

/** Why a file at an address cannot be read: as it is from the first byte, or from now on. */
export type RemoteProblem =
  | { readonly kind: "no-address" | "insecure" | "unreachable" | "no-cors" | "no-size" | "cut-off" | "changed" }
  | { readonly kind: "status"; readonly status: number }
  /** `sizeBytes` is null where the server does not tell. */
  | { readonly kind: "no-ranges"; readonly sizeBytes: number | null; readonly limitBytes: number };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** Carries a Fault up the stack inside one thread. */
export class FaultError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.tag === "bug" ? fault.message : JSON.stringify(fault));
    this.name = "FaultError";
  }
}

export const fail = (fault: Fault): never => {
  throw new FaultError(fault);
};

/** For our own mistakes, never for a user's: `expected` says what should hold, with the numbers. */
export function invariant(condition: unknown, expected: string): asserts condition {
  if (!condition) throw new Error(`Expected ${expected}`);
}

/** The fault inside anything that was thrown. */
export function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault;
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  return { tag: "bug", message, stack };
}

/** Run `work`, turning whatever it throws into an Outcome. Every worker method goes through here. */
export async function settle<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** The value of an outcome, or its fault thrown again on this side. */
export function unwrap<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : fail(outcome.fault);
}
