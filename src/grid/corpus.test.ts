import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openTiff } from "../../workers/tiff/read/open.ts";
import { bytesSource } from "../../workers/tiff/source.ts";
import { faultOf } from "../fault.ts";
import { toMap } from "./affine.ts";
import { projector, WGS84 } from "./crs.ts";
import { pixel } from "./point.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");

interface CorpusFile {
  readonly name: string;
  readonly expect: string;
  readonly georef: string;
  readonly size?: readonly [number, number];
  readonly sidecars?: readonly { readonly file: string }[];
  readonly crs?: { readonly epsg?: number | null; readonly name: string };
  readonly lonlat?: Readonly<Record<"ul" | "ur" | "lr" | "ll", readonly [number, number] | null>>;
}

/** Where we differ on purpose from what the manifest was made with, GDAL 3.6.2, and why. */
const otherwise: Readonly<Record<string, string>> = {
  "gdal__ca_nrc_NAD83v70VG.tif": "EPSG:8254 has heights; its part for x and y is 8255",
  "gdal__epsg4326_5030_geotiff1_1.tif": "EPSG:4979 has heights; its part for x and y is 4326",
  "gdal__epsg4979_geotiff1_1.tif": "EPSG:4979 has heights; its part for x and y is 4326",
  "gdal__epsg_27563_allgeokeys.tif": "the latitude of origin is 49 grads, GDAL takes it for degrees",
  "gdal__inconsistent_invflattening.tif": "GDAL gives up the datum over the ninth digit of the flattening; the code counts here",
  "geotools__vandg.tif": "the corners are outside the round world map",
  "libgeotiff__ProjectedCSTypeGeoKey_3410_lambert_cylindrical_equal_area.tif": "GDAL replaces the sphere of EPSG:3410 by WGS 84",
  "libgeotiff__cassini_soldner.tif": "33° from the origin the series differ by 7 m",
  "libgeotiff__new_zealand_mapping_grid.tif": "the corners are a thousand kilometres outside New Zealand's polynomial",
  "libgeotiff__oblique_mercator_laborde.tif": "Laborde's projection cannot be computed: the user is asked",
  "libgeotiff__polar_stereographic_variant_a.tif": "GDAL swaps the axes of EPSG:5482; PROJ's own +proj=stere gives our place",
  "mapserver__tileSG-000-019_3-3.tif": "Goode's interrupted map cannot be computed: the user is asked",
};

describe.skipIf(!existsSync(join(corpus, "manifest.json")))("the corpus (skipped where ../shared/corpus is absent)", () => {
  const files: readonly CorpusFile[] = existsSync(join(corpus, "manifest.json")) ? JSON.parse(readFileSync(join(corpus, "manifest.json"), "utf8")).files : [];
  const placed = files.filter(({ crs, expect: what }) => crs && what === "open");
  const compared = placed.filter(({ name }) => !(name in otherwise));

  test("every placed file has the system and the corners that GDAL finds", async () => {
    const wrong: string[] = [];
    for (const file of compared) {
      const beside = (ending: string) => {
        const found = file.sidecars?.find((one) => one.file.endsWith(ending))?.file;
        return found ? readFileSync(join(corpus, "files", found), "utf8") : undefined;
      };
      const [worldFile, auxXml] = [beside(".tfw"), beside(".aux.xml")];
      const sideCars = { ...(worldFile === undefined ? {} : { worldFile }), ...(auxXml === undefined ? {} : { auxXml }) };
      const opened = await openTiff(file.name, bytesSource(readFileSync(join(corpus, "files", file.name))), sideCars).catch(faultOf);
      if ("tag" in opened) {
        wrong.push(`${file.name}: ${JSON.stringify(opened)}`);
        continue;
      }
      const { crs, affine, cols, rows } = opened.meta;
      if (file.crs?.epsg && crs?.code !== file.crs.epsg)
        wrong.push(`${file.name}: ${crs?.code} ${crs?.name} ${crs?.proj} for ${file.crs.epsg} ${file.crs.name}`);
      if (!file.lonlat || !crs || !affine) {
        if (file.lonlat) wrong.push(`${file.name}: ${crs ? "no position" : `no system for ${file.crs?.name}`}`);
        continue;
      }
      const corners = Float64Array.from(
        [pixel(0, 0), pixel(cols, 0), pixel(cols, rows), pixel(0, rows)].flatMap((corner) => Object.values(toMap(affine, corner))),
      );
      projector(crs, WGS84)(corners);
      const { ul, ur, lr, ll } = file.lonlat;
      const off = [ul, ur, lr, ll].map((corner, i) => {
        const [ourLon = 0, ourLat = 0] = corners.subarray(2 * i, 2 * i + 2);
        // GDAL found no place: other planets, and systems it could not build.
        if (!corner) return 0;
        const [lon, lat] = corner;
        return Math.hypot((((ourLon - lon + 540) % 360) - 180) * Math.cos((lat * Math.PI) / 180), ourLat - lat) * 111320;
      });
      const limit = Math.max(0.05, 2 * (crs.accuracyMetres ?? 0));
      if (!(Math.max(...off) < limit))
        wrong.push(`${file.name}: ${Math.max(...off)} m off in ${crs.code} ${crs.proj} (${file.crs?.name}) ${[...corners]} ${JSON.stringify(file.lonlat)}`);
    }
    expect(wrong).toEqual([]);
    expect(compared.length).toBeGreaterThan(350);
  }, 60_000);
});
