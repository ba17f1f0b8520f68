import { afterEach, expect, test, vi } from "vitest";
import { faultOf } from "../fault.ts";
import { planFile } from "../layer/file-plan.ts";
import type { SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { fileBytes, needRoom } from "./room.ts";
import { firstFileSpec } from "./stitch.ts";
import { session } from "./store.ts";

afterEach(() => vi.unstubAllGlobals());

const stub = (estimate: StorageEstimate) => vi.stubGlobal("navigator", { storage: { estimate: async () => estimate } });
const tried = (needBytes: number, share?: number) => needRoom(needBytes, share).then(() => "goes ahead", faultOf);

test("work that cannot fit is refused with both numbers, work that may fit goes ahead", async () => {
  stub({ quota: 1000, usage: 900 });
  expect(await tried(100)).toBe("goes ahead");
  expect(await tried(101)).toEqual({ tag: "storage-full", needBytes: 101, freeBytes: 100 });
  expect(await tried(200, 0.5)).toBe("goes ahead");
  expect(await tried(202, 0.5)).toEqual({ tag: "storage-full", needBytes: 202, freeBytes: 100 });
});

test("where nobody tells how much room there is, the work begins", async () => {
  vi.stubGlobal("navigator", undefined);
  expect(await tried(1e15)).toBe("goes ahead");
  stub({});
  expect(await tried(1e15)).toBe("goes ahead");
});

test("a file takes all its bytes uncompressed, else as many a value as its sources", () => {
  const id = "a".repeat(32) as SceneId;
  const meta = { id, cols: 1000, rows: 1000, bands: [{}], sizeBytes: 100_000, compression: "LZW" } as unknown as SceneMeta;
  session.setState({ scenes: { [id]: { meta, keeping: { kind: "stored" } } } });
  const recipe = { scenes: [id], steps: [] };
  const of = (compression: "none" | "deflate") => {
    const spec = { ...firstFileSpec({ cellType: "int16", nodata: 0, bands: [{}] } as never), compression, overviews: false };
    return fileBytes(planFile({ cols: 2048, rows: 2048, bandCount: 1, spec }), recipe);
  };
  expect(of("none")).toBeGreaterThanOrEqual(2048 * 2048 * 2);
  expect(of("none")).toBeLessThan(2048 * 2048 * 2 * 1.01);
  expect(of("deflate") / of("none")).toBeCloseTo(0.05, 6);
});
