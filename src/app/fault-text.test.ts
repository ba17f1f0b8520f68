import { expect, it } from "vitest";
import type { Fault } from "../fault.ts";
import { faultText } from "./fault-text.ts";

const samples: { readonly [T in Fault["tag"]]?: Extract<Fault, { tag: T }> } = {
  "not-a-tiff": { tag: "not-a-tiff", file: "notes.txt", why: "other-format", detail: "PDF" },
  truncated: { tag: "truncated", file: "soca_e2.tif", haveBytes: 15_700_000, needBytes: 24_500_000 },
  unsupported: { tag: "unsupported", file: "a.tif", feature: "compression", value: "JPEG XL" },
  "damaged-block": { tag: "damaged-block", file: "a.tif", block: 1200, detail: "the LZW stream ends early" },
  "bad-text": { tag: "bad-text", file: "areas.geojson", format: "JSON", line: 12, column: 7, found: "}" },
  "storage-full": { tag: "storage-full", needBytes: 2e9, freeBytes: -5 },
  "worker-lost": { tag: "worker-lost", task: "tile 4, 7", tries: 3 },
  bug: { tag: "bug", message: "expected 3 bands, got 4", stack: "" },
};

it("every part of a text is a whole sentence, and titles have no full stop", () => {
  for (const fault of Object.values(samples)) {
    const { title, cause, rest } = faultText(fault);
    expect(title).toMatch(/^\S.*[^.!]$/);
    for (const text of [cause, rest]) expect(text).toMatch(/^[A-Z0-9].*[^.][.]$/);
    expect(`${title}${cause}${rest}`).not.toMatch(/error|please|successfully|!/i);
  }
});

it("a text names the file and carries the numbers", () => {
  const fault = samples.truncated;
  if (!fault) throw new Error("no sample");
  expect(faultText(fault).title).toBe("soca_e2.tif is cut off");
  expect(faultText(fault).cause).toBe("The file stops after 15.7\u00a0MB, but its header promises at least 24.5\u00a0MB. The download probably broke off.");
});

it("a file of another format is named as that, not as a damaged one", () => {
  const { cause } = faultText({ tag: "not-a-tiff", file: "notes.txt", why: "other-format", detail: "text" });
  expect(cause).toBe("It is no TIFF; its bytes look like text.");
});

it("a feature is named once, and another compression is advised only where compression is the matter", () => {
  const unsupported = (feature: string, value: string) => faultText({ tag: "unsupported", file: "a.tif", feature, value });
  expect(unsupported("compression", "compression 65535").cause).toBe("It uses compression 65535, which Rasterloom does not know.");
  expect(unsupported("compression", "JPEG XL").cause).toBe("It uses compression JPEG XL, which Rasterloom does not know.");
  expect(unsupported("compression", "JPEG XL").rest).toContain("Deflate");
  expect(unsupported("predictor", "5").cause).toBe("It uses predictor 5, which Rasterloom does not know.");
  expect(unsupported("samples", "complex numbers").cause).toBe("It uses complex numbers, which Rasterloom does not know.");
  expect(unsupported("predictor", "5").rest).not.toContain("Deflate");
});
