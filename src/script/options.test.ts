import { expect, it } from "vitest";
import { FaultError } from "../fault.ts";
import { toResampling } from "./options.ts";

it("GeoPySpark's spellings of a method are understood", () => {
  expect(["NEAREST_NEIGHBOR", "CUBIC_CONVOLUTION", "cubicSpline"].map((name) => toResampling("pyramid", name))).toEqual(["nearest", "cubic", "cubicSpline"]);
});

it("an unknown method is answered by the list of methods, each told once", () => {
  const refused = () => toResampling("pyramid", "magic");
  const methods = "nearest, bilinear, cubic, cubicSpline, lanczos, average, mode, median, min, max, sum";
  const problem = `no method "magic"; there are ${methods}`;
  expect(refused).toThrow(new FaultError({ tag: "bad-param", op: "pyramid", param: "resampleMethod", problem }));
});
