import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipOf } from "./zip.ts";

test("an archive opens elsewhere with the files it was made of, names in any script", async () => {
  const files = {
    "snow_2026-03-08.tif": new Uint8Array(70_000).map((_, i) => i * 7),
    "šneg.csv": new TextEncoder().encode("a,b\r\n"),
    empty: new Uint8Array(),
  };
  const zip = await zipOf(Object.entries(files).map(([name, bytes]) => ({ name, blob: new Blob([bytes]) })));
  expect(unzipSync(new Uint8Array(await zip.arrayBuffer()))).toEqual(files);
});

test("the same files make the same archive", async () => {
  const make = async () => new Uint8Array(await (await zipOf([{ name: "a", blob: new Blob(["x"]) }])).arrayBuffer());
  expect(await make()).toEqual(await make());
});
