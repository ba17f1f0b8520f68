import { fail, unwrap } from "../fault.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { enginePool, engineRemote } from "./engine.ts";
import { addNotice } from "./notices.ts";
import { openScene } from "./open-scene.ts";
import { session } from "./store.ts";

/** Reading so much for one view is worth a word. */
const lavishBytes = 2 ** 26;

/** Addresses in a text, one a line or with blanks between; null when it holds anything else. */
export function addressesIn(text: string): readonly string[] | null {
  const words = text.trim().split(/\s+/);
  return words.every((word) => addressOf(word) !== null) ? words.map((word) => addressOf(word)!) : null;
}

/** A web address in its usual form, without the part behind "#"; null for anything else. */
function addressOf(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.hash = "";
  return url.href;
}

/** What a file at an address is called: the last part of its path, or else its host; the text itself where it is no address. */
export function nameOfAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { pathname, host } = new URL(address);
  const last = pathname.split("/").findLast((part) => part !== "") ?? host;
  try {
    return decodeURIComponent(last);
  } catch {
    // A name with a sign of per cent in it.
    return last;
  }
}

/**
 * Read the header of the file at an address; its cells are read from there when they are wanted. From a server that gives
 * no parts of a file it is read whole and kept, if it is small. Faults: `remote`, and those of any TIFF.
 */
export async function openRemoteScene(text: string): Promise<SceneMeta> {
  const address = addressOf(text.trim()) ?? fail({ tag: "remote", address: text.trim(), problem: { kind: "no-address" } });
  const name = nameOfAddress(address);
  const remote = unwrap(await engineRemote().probe(address));
  if (remote.kind === "whole") {
    const meta = await openScene({ file: new File([remote.bytes], name), handle: null, sideCars: {} });
    addNotice({ kind: "read-whole", file: name, sizeBytes: remote.bytes.size });
    return meta;
  }
  const pool = enginePool();
  const read = unwrap(await pool.anyPort().openRemote(name, remote.file, engineRemote().channel(remote.file)));
  const before = session.getState().scenes[read.id]?.meta;
  const meta = { ...read, crs: read.crs ?? before?.crs ?? null, affine: read.affine ?? before?.affine ?? null };
  pool.attach(meta, null);
  session.setState(({ scenes }) => ({ scenes: { ...scenes, [meta.id]: { meta, keeping: { kind: "remote", granted: true } } } }));
  if (meta.overviews.length === 0 && meta.sizeBytes > lavishBytes) addNotice({ kind: "no-overviews", file: name, sizeBytes: meta.sizeBytes });
  return meta;
}
