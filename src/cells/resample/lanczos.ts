import { convolution } from "./convolution.ts";

/** The sinc windowed by its first lobe over three cells, or over `radius` cells. */
export function lanczosWeight(distance: number, radius = 3): number {
  if (distance === 0) return 1;
  if (Math.abs(distance) > radius) return 0;
  const x = Math.PI * distance;
  return (radius * Math.sin(x) * Math.sin(x / radius)) / (x * x);
}

/** Six by six neighbours under the Lanczos window, normalised. Half of them at least must have a value. Shrinking widens the kernel. */
export const lanczos = convolution({ radius: 3, weight: (distance) => lanczosWeight(distance), leastShare: 0.5 });
