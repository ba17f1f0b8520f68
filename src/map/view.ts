import type { UnitBox } from "./mercator.ts";
import type { ClipBox } from "./raster-gl.ts";

/** What the camera sees. */
export interface MapView {
  readonly box: UnitBox;
  /** A box of the unit square in clip space. In doubles: at zoom 24 a single cannot tell neighbouring pixels apart. */
  toClip(box: UnitBox): ClipBox;
}

/** The view of MapLibre's matrix from the unit square to clip space; without rotation or pitch it only scales and shifts. */
export function viewOf(matrix: ArrayLike<number>): MapView {
  const w = matrix[15]!;
  const [scaleX, scaleY, shiftX, shiftY] = [matrix[0]! / w, matrix[5]! / w, matrix[12]! / w, matrix[13]! / w];
  return {
    box: { left: (-1 - shiftX) / scaleX, right: (1 - shiftX) / scaleX, top: (1 - shiftY) / scaleY, bottom: (-1 - shiftY) / scaleY },
    toClip: ({ left, top, right, bottom }) => ({
      left: left * scaleX + shiftX,
      right: right * scaleX + shiftX,
      top: top * scaleY + shiftY,
      bottom: bottom * scaleY + shiftY,
    }),
  };
}
