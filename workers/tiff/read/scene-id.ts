import type { SceneId } from "../../../src/layer/meta.ts";
import type { RemoteFile } from "../../../src/layer/scene.ts";
import type { ByteSource } from "../source.ts";

/**
 * Names a file by its content: SHA-256 over its size, its first and last 64 kB and 14 slices between, 32 hex digits of it. A remote
 * file is named by its address, its size, what the server calls its version, and its first bytes.
 */
export async function sceneId(source: ByteSource): Promise<SceneId> {
  if (source.remote) return named([new TextEncoder().encode(remoteName(source.remote))]);
  const parts: Uint8Array[] = [new TextEncoder().encode(`${source.size}\n`)];
  if (source.size <= 16 * SLICE_BYTES) parts.push(await source.read(0, source.size));
  else {
    const step = (source.size - SLICE_BYTES) / 15;
    parts.push(
      ...(await Promise.all(Array.from({ length: 16 }, (_, i) => source.read(Math.floor(i * step), i === 0 || i === 15 ? SLICE_BYTES : INNER_BYTES)))),
    );
  }
  return named(parts);
}

const remoteName = ({ address, sizeBytes, etag, lastModified, head }: RemoteFile): string => [address, sizeBytes, etag ?? lastModified ?? "", head].join("\n");

async function named(parts: readonly Uint8Array[]): Promise<SceneId> {
  const digest = await crypto.subtle.digest("SHA-256", await new Blob([...parts] as BlobPart[]).arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // A brand is given here, at the one place where ids of scenes are made.
  return hex.slice(0, 32) as SceneId;
}

const SLICE_BYTES = 65_536;
const INNER_BYTES = 4096;
