import { expect, test } from "vitest";
import { viewOf } from "./view.ts";

/** As MapLibre makes it: the middle of the map at (x, y), `width` by `height` pixels of a world of `size`. */
function matrix(x: number, y: number, size: number, width: number, height: number): number[] {
  const w = 1.5 * height;
  const [sx, sy] = [((2 * size) / width) * w, ((-2 * size) / height) * w];
  return [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, 1, 0, -x * sx, -y * sy, 0, w];
}

test("the view is what the matrix maps to the edges of clip space", () => {
  const { box, toClip } = viewOf(matrix(0.54, 0.36, 512 * 2 ** 24, 1000, 700));
  expect(box.right - box.left).toBeCloseTo(1000 / (512 * 2 ** 24), 15);
  expect(box.bottom - box.top).toBeCloseTo(700 / (512 * 2 ** 24), 15);
  const clip = toClip(box);
  for (const [edge, at] of [
    [clip.left, -1],
    [clip.right, 1],
    [clip.top, 1],
    [clip.bottom, -1],
  ] as const)
    expect(edge).toBeCloseTo(at, 5);
});

test("at zoom 24 one pixel is still one pixel", () => {
  const size = 512 * 2 ** 24;
  const { toClip } = viewOf(matrix(0.54, 0.36, size, 1000, 700));
  const { left, right } = toClip({ left: 0.54, top: 0.36, right: 0.54 + 1 / size, bottom: 0.36 });
  expect(((right - left) / 2) * 1000).toBeCloseTo(1, 4);
});
