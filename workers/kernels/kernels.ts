import { inflateSync } from "fflate";
import { compiled } from "./compiled.ts";

/** Loops in WebAssembly; what each promises stands in assembly/. Addresses are bytes in `memory`, whose buffer changes when it grows. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  roomToDeflate(size: number): number;
  searchSample(isRepeats: number): number;
  deflate(isRepeats: number): number;
  deflated(): number;
  roomToInflate(size: number, outSize: number): number;
  inflate(): number;
  inflated(): number;
}

/** Larger inputs and outputs are left to others: the memory, that of both, is never given back. */
export const kernelBytes = 16 << 20;

let loaded: Kernels | null | undefined;

/** The kernels of this thread; null where WebAssembly or its vectors are missing, and the loops in script do the work. */
export function kernels(): Kernels | null {
  if (loaded === undefined) loaded = instantiate();
  return loaded;
}

function instantiate(): Kernels | null {
  try {
    const bytes = inflateSync(Uint8Array.from(atob(compiled), (letter) => letter.charCodeAt(0)));
    // The module's exports are those of assembly/index.ts, which TypeScript cannot see.
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernels;
  } catch {
    // An old browser, or a policy without 'wasm-unsafe-eval': everything works without, only slower.
    return null;
  }
}
