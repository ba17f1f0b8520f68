import { FaultError, fail, type RemoteProblem } from "../../src/fault.ts";
import type { RemoteFile } from "../../src/layer/scene.ts";
import type { ByteRange } from "./source.ts";

/** An answer whose body is still to be read, and what it says of the file. */
export interface RangeAnswer {
  readonly response: Response;
  /** Of the whole file; null where the server does not let pages read it. */
  readonly sizeBytes: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** No cookies, nothing about this page, and no cache: of equal addresses the browser's cache lets one request at a time through. */
const quiet: RequestInit = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
/** A connection over which nothing comes for so long is given up. */
const silenceMs = 30_000;
const pausesMs = [300, 1500];
/** Requests at once: as many as browsers allow for one server. */
const mostAtOnce = 6;
/** Files of servers that know no ranges are read whole up to here. */
export const wholeLimitBytes = 64 * 2 ** 20;

export const refuse = (address: string, problem: RemoteProblem): never => fail({ tag: "remote", address, problem });

/** The bytes of a part of a file that was probed. Faults: `remote`, "changed" among them when it is another version of the file. */
export const readRange = (file: RemoteFile, range: ByteRange): Promise<Uint8Array> =>
  inTurn(() => patiently(async () => rangeBytes(await askRange(file.address, range, true), range.length, file)));

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than `mostAtOnce` others run. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** Tries three times what a busy server refuses or a broken connection cuts off. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
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

/**
 * Ask for a part of a file, once. The answer is 206, or 200 with the whole file from a server that knows no ranges. No answer from
 * a server that was heard before is a broken connection; of another one it is told why. Faults: `remote`.
 */
export async function askRange(address: string, { offset, length }: ByteRange, wasHeard: boolean): Promise<RangeAnswer> {
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
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), silenceMs);
  try {
    return await fetch(address, { ...quiet, ...request, signal: abort.signal });
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    return refuse(address, { kind: wasHeard || error instanceof DOMException ? "cut-off" : await whyRefused(address) });
  } finally {
    clearTimeout(timer);
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

async function rangeBytes({ response, sizeBytes, etag, lastModified }: RangeAnswer, length: number, file: RemoteFile): Promise<Uint8Array> {
  const { address } = file;
  if (response.status === 200) {
    await response.body?.cancel();
    return refuse(address, { kind: "no-ranges", sizeBytes, limitBytes: wholeLimitBytes });
  }
  if (isOther({ sizeBytes, etag, lastModified }, file)) {
    await response.body?.cancel();
    return refuse(address, { kind: "changed" });
  }
  const bytes = await bodyOf(address, response, length);
  return bytes?.length === length ? bytes : refuse(address, { kind: "cut-off" });
}

/** Servers behind one address may each have their own ETag for one file, so the date counts where there is one. */
function isOther(now: Pick<RangeAnswer, "sizeBytes" | "etag" | "lastModified">, then: RemoteFile): boolean {
  if (now.sizeBytes !== null && now.sizeBytes !== then.sizeBytes) return true;
  if (now.lastModified !== null && then.lastModified !== null) return now.lastModified !== then.lastModified;
  return now.etag !== null && then.etag !== null && now.etag !== then.etag;
}

/** The body of an answer, or null once it grows over the limit. A connection that breaks or falls silent is a `remote` fault. */
export async function bodyOf(address: string, { body }: Response, limitBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = body?.getReader();
  try {
    for (let next = await heard(reader?.read()); next && !next.done; next = await heard(reader?.read())) {
      total += next.value.length;
      if (total > limitBytes) {
        await reader?.cancel();
        return null;
      }
      parts.push(next.value);
    }
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    // The connection is of no more use, so how its end goes is of no interest.
    reader?.cancel().catch(() => undefined);
    return refuse(address, { kind: "cut-off" });
  }
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** What comes within `silenceMs`; a TimeoutError when nothing does. */
async function heard<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("silence", "TimeoutError")), silenceMs);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
