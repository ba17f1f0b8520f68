import { expect, it } from "vitest";
import { type DroppedFile, sortDrop } from "./sort-drop.ts";

const dropped = (name: string, folder?: string): DroppedFile => ({ file: new File([], name), handle: null, ...(folder !== undefined && { folder }) });
const names = (files: readonly DroppedFile[]) => files.map(({ file }) => file.name);

it("side-cars go with the TIFF of their name and folder", () => {
  const { tiffs, loose } = sortDrop([
    dropped("a.TIF", "x"),
    dropped("a.tfw", "x"),
    dropped("A.prj", "x"),
    dropped("a.tif", "y"),
    dropped("a.tif.aux.xml", "y"),
  ]);
  expect(tiffs.map(({ folder, sideCars }) => [folder, ...Object.values(sideCars as Record<string, File>).map((file) => file.name)])).toEqual([
    ["x", "a.tfw", "A.prj"],
    ["y", "a.tif.aux.xml"],
  ]);
  expect(loose).toEqual([]);
});

it("side-cars without their TIFF are told by its base name", () => {
  const { loose, tiffs } = sortDrop([dropped("Scene.tfw"), dropped("scene.prj"), dropped("scene.tif.aux.xml"), dropped("other.tif")]);
  expect(loose.map(({ stem, sideCars }) => [stem, ...Object.keys(sideCars)])).toEqual([["scene", "worldFile", "prj", "auxXml"]]);
  expect(names(tiffs)).toEqual(["other.tif"]);
});

it("what is no raster is passed over in a folder and tried when it was chosen by itself", () => {
  const files = ["readme.txt", "MTL.xml", "scene.tif", "scene.tif.ovr", "areas.geojson"];
  const inFolder = sortDrop(files.map((name) => dropped(name, "delivery")));
  expect(names(inFolder.tiffs)).toEqual(["scene.tif"]);
  expect(names(inFolder.vectors)).toEqual(["areas.geojson"]);
  expect(names(inFolder.others)).toEqual(["readme.txt", "MTL.xml"]);
  const alone = sortDrop(files.map((name) => dropped(name)));
  expect(names(alone.tiffs)).toEqual(["readme.txt", "MTL.xml", "scene.tif"]);
  expect(alone.others).toEqual([]);
});
