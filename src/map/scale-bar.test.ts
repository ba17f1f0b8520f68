import fc from "fast-check";
import { expect, test } from "vitest";
import { metresPerPixel, scaleBar } from "./scale-bar.ts";

test("a pixel at zoom 0 on the equator is 78 km", () => expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.517, 3));

test("a bar is round, fits, and is no shorter than two fifths", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 24, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
      fc.integer({ min: 40, max: 200 }),
      (zoom, lat, maxWidth) => {
        const { metres, width } = scaleBar(zoom, lat, maxWidth);
        expect(width).toBeLessThanOrEqual(maxWidth + 1e-9);
        expect(width).toBeGreaterThan(maxWidth * 0.39);
        expect(["1", "2", "5"]).toContain(metres.toExponential(0)[0]);
      },
    ),
  );
});
