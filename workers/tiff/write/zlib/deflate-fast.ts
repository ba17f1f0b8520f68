import { kernelBytes, kernels } from "../../../kernels/kernels.ts";
import { deflateByKernels } from "./deflate-kernels.ts";
import { deflateInScript } from "./deflate-script.ts";

/**
 * The bytes as a zlib stream (RFC 1950 and 1951), several times faster than zlib's level 6, and as small on predicted
 * cells. The input is left alone; the output is an array of its own.
 */
export function deflateFast(input: Uint8Array): Uint8Array<ArrayBuffer> {
  const loops = input.length <= kernelBytes ? kernels() : null;
  return loops ? deflateByKernels(loops, input) : deflateInScript(input);
}
