import { expect, test } from "vitest";
import { kernelSources } from "../../scripts/kernel-sources.mjs";
import { sources } from "./compiled.ts";
import { kernels } from "./kernels.ts";

test("the compiled kernels are those of the sources; where they are not: npm run kernels", () => {
  expect(sources).toBe(kernelSources());
});

test("the kernels run here, once a thread", () => {
  expect(kernels()).not.toBeNull();
  expect(kernels()).toBe(kernels());
});
