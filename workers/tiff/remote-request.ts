import { FaultError, fail, type RemoteProblem } from "../../src/fault.ts";
import type { RemoteFile } from "../../src/layer/scene.ts";
import type { ByteRange } from "./source.ts";

/** The bytes of one answer and what it says of the file. */
export interface RangeAnswer {
  readonly response: Response;
  /** Of the whole file; null where the server does not let pages read it. */
  readonly sizeBytes: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** No cookies, nothing about this page, and no cache: of equal addresses the browser's cache lets one request at a time through. */
const quiet: RequestInit = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
const silenceMs = 30_000;
const pausesMs = [300, 1500];

export const refuse = (address: string, problem: RemoteProblem): never => fail({ tag: "remote", address, problem });

/**
 * Ask for a part of a file. The answer is 206, or 200 with the whole file from a server that knows no ranges. A server that is
 * busy, or that has been heard before and is silent now, is asked three times. Faults: `remote`.
 */
export async function askRange(address: string, range: ByteRange, wasHeard: boolean): Promise<RangeAnswer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await askOnce(address, range, wasHeard);
    } catch (error) {
      const pause = pausesMs[attempt];
      if (pause === undefined || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Whether the same question may be answered a little later. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof FaultError) || error.fault.tag !== "remote") return false;
  const { problem } = error.fault;
  return problem.kind === "cut-off" || (problem.kind === "status" && (problem.status === 429 || problem.status >= 500));
}

async function askOnce(address: string, { offset, length }: ByteRange, wasHeard: boolean): Promise<RangeAnswer> {
  const response = await answerTo(address, { headers: { range: `bytes=${offset}-${offset + length - 1}` } }, wasHeard);
  const { status, headers } = response;
  if (status !== 206 && status !== 200) {
    await response.body?.cancel();
    return refuse(address, { kind: "status", status });
  }
  const total = status === 206 ? headers.get("content-range")?.match(/\/(\d+)\s*$/)?.[1] : headers.get("content-length");
  return { response, sizeBytes: total ? Number(total) : null, etag: headers.get("etag"), lastModified: headers.get("last-modified") };
}

/** The size that a server tells when it is asked for nothing else; null when it does not. */
export async function askSize(address: string): Promise<number | null> {
  const { status, headers } = await answerTo(address, { method: "HEAD" }, true);
  const length = headers.get("content-length");
  return status === 200 && length ? Number(length) : null;
}

async function answerTo(address: string, request: RequestInit, wasHeard: boolean): Promise<Response> {
  try {
    return await fetch(address, { ...quiet, ...request, signal: AbortSignal.timeout(silenceMs) });
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    if (wasHeard || error instanceof DOMException) return refuse(address, { kind: "cut-off" });
    return refuse(address, { kind: await whyRefused(address) });
  }
}

/** A page is not told why it gets no answer. A server that answers when nobody may read the answer is there: it lacks CORS. */
async function whyRefused(address: string): Promise<"insecure" | "no-cors" | "unreachable"> {
  if (globalThis.location?.protocol === "https:" && address.startsWith("http:") && !/^http:\/\/(localhost|127\.|\[::1\])/.test(address)) return "insecure";
  try {
    await fetch(address, { ...quiet, method: "HEAD", mode: "no-cors", signal: AbortSignal.timeout(silenceMs) });
    return "no-cors";
  } catch {
    return "unreachable";
  }
}

/** The bytes of a 206 answer; "changed" when they are of another version of the file than `file`. */
export async function rangeBytes({ response, sizeBytes, etag, lastModified }: RangeAnswer, length: number, file: RemoteFile): Promise<Uint8Array> {
  const { address } = file;
  if (response.status === 200) {
    await response.body?.cancel();
    return refuse(address, { kind: "no-ranges", sizeBytes, limitBytes: wholeLimitBytes });
  }
  const differs = (now: string | number | null, then: string | number | null) => now !== null && then !== null && now !== then;
  if (differs(sizeBytes, file.sizeBytes) || differs(etag, file.etag) || differs(lastModified, file.lastModified)) {
    await response.body?.cancel();
    return refuse(address, { kind: "changed" });
  }
  const bytes = await bodyOf(address, response);
  return bytes.length === length ? bytes : refuse(address, { kind: "cut-off" });
}

/** The body of an answer; a connection that breaks is a `remote` fault. */
export async function bodyOf(address: string, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return refuse(address, { kind: "cut-off" });
    throw error;
  }
}

/** Files of servers that know no ranges are read whole up to here. */
export const wholeLimitBytes = 64 * 2 ** 20;
