/** Undo horizontal differencing in rows of `perRow` samples, in place; `stride` samples lie between a sample and its left neighbour's. */
export function undoDifference(data: DifferenceArray, perRow: number, stride: number): void {
  if (data instanceof Uint8Array) accumulate8(data, perRow, stride);
  else if (data instanceof Uint16Array) accumulate16(data, perRow, stride);
  else if (data instanceof Uint32Array) accumulate32(data, perRow, stride);
  else accumulate64(data, perRow, stride);
}

/** Sums wrap at the width of a sample, so signed and floating samples are summed as unsigned ones. */
export type DifferenceArray = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

// One loop a width, on purpose: a loop that meets several array classes is many times slower.
function accumulate8(data: Uint8Array, perRow: number, stride: number): void {
  for (let row = 0; row + perRow <= data.length; row += perRow) for (let i = row + stride; i < row + perRow; i++) data[i] = data[i]! + data[i - stride]!;
}

function accumulate16(data: Uint16Array, perRow: number, stride: number): void {
  for (let row = 0; row + perRow <= data.length; row += perRow) for (let i = row + stride; i < row + perRow; i++) data[i] = data[i]! + data[i - stride]!;
}

function accumulate32(data: Uint32Array, perRow: number, stride: number): void {
  for (let row = 0; row + perRow <= data.length; row += perRow)
    for (let i = row + stride; i < row + perRow; i++) data[i] = (data[i]! + data[i - stride]!) >>> 0;
}

function accumulate64(data: BigUint64Array, perRow: number, stride: number): void {
  for (let row = 0; row + perRow <= data.length; row += perRow) for (let i = row + stride; i < row + perRow; i++) data[i] = data[i]! + data[i - stride]!;
}

/**
 * Undo the floating point predictor (TIFF Technical Note 3) in place: bytes are summed along the row, then the byte
 * planes, most significant first, are put back together as little-endian numbers whatever the file's byte order.
 */
export function undoFloatingPoint(bytes: Uint8Array, perRow: number, stride: number, bytesPerSample: number): void {
  const rowBytes = perRow * bytesPerSample;
  const planes = new Uint8Array(rowBytes);
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    for (let i = row + stride; i < row + rowBytes; i++) bytes[i] = bytes[i]! + bytes[i - stride]!;
    planes.set(bytes.subarray(row, row + rowBytes));
    for (let b = 0; b < bytesPerSample; b++) {
      const plane = (bytesPerSample - 1 - b) * perRow;
      for (let i = 0, to = row + b; i < perRow; i++, to += bytesPerSample) bytes[to] = planes[plane + i]!;
    }
  }
}
