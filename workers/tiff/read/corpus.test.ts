import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CorpusEntry, checkFile } from "./corpus-check.ts";

const folder = new URL("../../../../shared/corpus/", import.meta.url);
const isHere = existsSync(new URL("manifest.json", folder));
const entries: readonly CorpusEntry[] = isHere ? JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")).files : [];
/** Node has no WebP decoder; `npm run corpus -- --browser` reads these in Chromium. */
const needsBrowser = (entry: CorpusEntry): boolean => entry.tiff?.compression_code === 50001;

describe.skipIf(!isHere)("the corpus of real TIFFs (skipped where ../shared/corpus is absent)", () => {
  for (const entry of entries.filter(({ core }) => core))
    it.skipIf(needsBrowser(entry))(`${entry.name} ends as GDAL reads it (${entry.expect})`, async () => {
      const bytes = new Uint8Array(readFileSync(new URL(`files/${entry.name}`, folder)));
      expect(await checkFile(entry, bytes)).toMatchObject({ ok: true });
    });
});
