import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";
import { zipParts } from "./zip-read.ts";

const text = async (blob: Blob) => new TextDecoder().decode(await blob.arrayBuffer());

test("what was zipped is found again, by name and size", async () => {
  const zip = await zipOf([
    { name: "project.json", blob: new Blob(["{}"]) },
    { name: "files/größe.tif", blob: new Blob(["abc".repeat(1000)]) },
  ]);
  const parts = (await zipParts(zip))!;
  expect(parts.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
    ["project.json", 2],
    ["files/größe.tif", 3000],
  ]);
  expect(await text(await parts[1]!.bytes())).toBe("abc".repeat(1000));
});

test("an archive that another program packed and commented opens too", async () => {
  const packed = deflateRawSync("hello hello hello");
  const head = (mark: number, rest: number[]) => {
    const view = new DataView(new ArrayBuffer(rest.length * 2 + 4));
    view.setUint32(0, mark, true);
    for (const [i, value] of rest.entries()) view.setUint16(4 + 2 * i, value, true);
    return view;
  };
  const local = head(0x04034b50, [20, 0, 8, 0, 0, 0, 0, packed.length, 0, 17, 0, 1, 0]);
  const entry = head(0x02014b50, [20, 20, 0, 8, 0, 0, 0, 0, packed.length, 0, 17, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  const start = local.byteLength + 1 + packed.length;
  const end = head(0x06054b50, [0, 0, 1, 1, entry.byteLength + 1, 0, start, 0, 5]);
  const parts = (await zipParts(new Blob([local, "a", packed, entry, "a", end, "notes"])))!;
  expect(parts.map(({ name }) => name)).toEqual(["a"]);
  expect(await text(await parts[0]!.bytes())).toBe("hello hello hello");
});

test("what is no zip, and every zip that is cut, is told", async () => {
  expect(await zipParts(new Blob(["not a zip at all, though it is long enough to be one"]))).toBeNull();
  const zip = await zipOf([{ name: "a", blob: new Blob(["12345"]) }]);
  for (let length = 0; length < zip.size; length++) expect(await zipParts(zip.slice(0, length))).toBeNull();
});
