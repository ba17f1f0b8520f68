import { Pool } from "../pool/pool.ts";
import type { WriterPort } from "../pool/port.ts";
import { spawnTileWorker, spawnWriter } from "../pool/spawn.ts";

let pool: Pool | null = null;

/** The pool of this tab, started at its first use: one worker a core, two at least. */
export function enginePool(): Pool {
  pool ??= new Pool({ size: Math.max(2, navigator.hardwareConcurrency), spawn: spawnTileWorker });
  return pool;
}

let writer: WriterPort | null = null;

/** The writer of this tab's files, started at its first use. */
export function engineWriter(): WriterPort {
  writer ??= spawnWriter();
  return writer;
}
