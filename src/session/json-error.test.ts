import fc from "fast-check";
import { expect, it } from "vitest";
import { firstJsonError } from "./json-error.ts";

it("names line, column and what stands there", () => {
  expect(firstJsonError('{\n  "type": "Feature",\n  "a": }')).toEqual({ line: 3, column: 8, found: "}" });
  expect(firstJsonError('{"a": 1,}')).toEqual({ line: 1, column: 9, found: "}" });
  expect(firstJsonError("[1, 2 3]")).toEqual({ line: 1, column: 7, found: "3" });
  expect(firstJsonError('{"a": NaN}')).toEqual({ line: 1, column: 7, found: "NaN" });
  expect(firstJsonError("{'a': 1}")).toEqual({ line: 1, column: 2, found: "'" });
  expect(firstJsonError('[1]\n"more"')).toEqual({ line: 2, column: 1, found: '"more"' });
  expect(firstJsonError('{"a": [1, 2')).toEqual({ line: 1, column: 12, found: "" });
  expect(firstJsonError('["open')).toEqual({ line: 1, column: 2, found: '"open' });
});

it("what is cut off is found at its end, however deep", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (json, seed) => {
      const text = `[${json}]`;
      const cut = text.slice(0, 1 + (seed % (text.length - 1)));
      const { line, column } = firstJsonError(cut);
      // A cut inside a word or a string is found where that begins.
      const before =
        cut
          .split("\n")
          .slice(0, line - 1)
          .join("\n").length +
        (line > 1 ? 1 : 0) +
        column -
        1;
      expect(cut.slice(before)).toMatch(/^(?:"[\s\S]*|[\w.+-]*)$/);
    }),
  );
});
