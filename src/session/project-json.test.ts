import fc from "fast-check";
import { expect, test } from "vitest";
import { fromProjectJson, projectJson } from "./project-json.ts";

test("what goes into a project's text comes out again, every number as it was", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      number,
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("value"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  }));
  fc.assert(
    fc.property(value, (one) => {
      expect(fromProjectJson(projectJson(one))).toStrictEqual(one);
    }),
  );
});
