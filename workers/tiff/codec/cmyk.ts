/** Interleaved cyan, magenta, yellow, black of 8 bits to red, green, blue, opaque in place, as libtiff does (tif_getimage.c). */
export function cmykToRgba(data: Uint8Array): void {
  for (let i = 0; i + 3 < data.length; i += 4) {
    const light = 255 - data[i + 3]!;
    data[i] = Math.floor((light * (255 - data[i]!)) / 255);
    data[i + 1] = Math.floor((light * (255 - data[i + 1]!)) / 255);
    data[i + 2] = Math.floor((light * (255 - data[i + 2]!)) / 255);
    data[i + 3] = 255;
  }
}
