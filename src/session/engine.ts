import { lastingWriter } from "../pool/hung-writer.ts";
import { Pool } from "../pool/pool.ts";
import type { RemotePort, WriterPort } from "../pool/port.ts";
import { spawnRemote, spawnTileWorker, spawnWriter } from "../pool/spawn.ts";

/** What computes and writes for a session. */
export interface Engine {
  readonly pool: Pool;
  readonly writer: WriterPort;
  /** Left out where files come from this computer only. */
  readonly remote?: RemotePort;
  /** False where nothing outlives the session, as in Node: opened files are then not copied anywhere. */
  readonly keepsFiles: boolean;
}

let pool: Pool | null = null;
let writer: WriterPort | null = null;
let remote: RemotePort | null = null;
let replacement: Engine | null = null;

/** The pool of this tab, started at its first use: one worker a core, two at least. */
export function enginePool(): Pool {
  if (replacement) return replacement.pool;
  pool ??= new Pool({ size: Math.max(2, navigator.hardwareConcurrency), spawn: spawnTileWorker, reach: (file) => engineRemote().channel(file) });
  return pool;
}

/** The writer of this tab's files, started at its first use. */
export function engineWriter(): WriterPort {
  if (replacement) return replacement.writer;
  writer ??= lastingWriter(spawnWriter);
  return writer;
}

/** The reader of files at addresses, started when the user gives the first. */
export function engineRemote(): RemotePort {
  if (replacement?.remote) return replacement.remote;
  remote ??= spawnRemote();
  return remote;
}

/** Whether opened files are copied or linked, so that a reload finds them. */
export const engineKeepsFiles = (): boolean => replacement?.keepsFiles ?? true;

/** Compute with another engine from now on: outside a browser, before anything ran. */
export function setEngine(engine: Engine): void {
  replacement = engine;
}
