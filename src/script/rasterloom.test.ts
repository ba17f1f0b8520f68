import { expect, it } from "vitest";
import { faultOf } from "../fault.ts";
import { session } from "../session/store.ts";
import { rasterloomApi } from "./rasterloom.ts";

it("a layer that is not in the list is refused by its name", () => {
  expect(session.getState().document.layers).toEqual([]);
  const { layer } = rasterloomApi(Promise.resolve());
  const problem = 'no layer "Valley"; there are none';
  try {
    layer("Valley");
    expect.unreachable();
  } catch (error) {
    expect(faultOf(error)).toEqual({ tag: "bad-param", op: "layer", param: "name", problem });
  }
});
