import { fractal, hash, noise, ramp, ridged } from "./noise.mjs";

/** The eight neighbours as column, row and distance in cells. */
const neighbours = [
  [-1, 0, 1],
  [1, 0, 1],
  [0, -1, 1],
  [0, 1, 1],
  [-1, -1, Math.SQRT2],
  [1, -1, Math.SQRT2],
  [-1, 1, Math.SQRT2],
  [1, 1, Math.SQRT2],
];

/** A queue of cells, lowest key first. */
function cellQueue(capacity) {
  const cells = new Int32Array(capacity);
  const keys = new Float64Array(capacity);
  let size = 0;
  const push = (cell, key) => {
    let at = size++;
    while (at > 0 && keys[(at - 1) >> 1] > key) {
      cells[at] = cells[(at - 1) >> 1];
      keys[at] = keys[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    cells[at] = cell;
    keys[at] = key;
  };
  const pop = () => {
    const first = cells[0];
    const cell = cells[--size];
    const key = keys[size];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) child++;
      if (keys[child] >= key) break;
      cells[at] = cells[child];
      keys[at] = keys[child];
      at = child;
    }
    cells[at] = cell;
    keys[at] = key;
    return first;
  };
  return { push, pop, isEmpty: () => size === 0 };
}

/**
 * Where water goes: heights with pits filled, for each cell the lower neighbour it drains to, cells in flow order (outlets
 * first), and how many cells drain through each. `outlets` are the cells where water may leave. `wander`, when not 0, is a
 * seed that lets streams stray from the eight directions of the grid.
 */
export function drain(heights, cols, rows, outlets, wander = 0) {
  const count = cols * rows;
  const filled = Float64Array.from(heights);
  const receiver = new Int32Array(count).fill(-1);
  const order = new Int32Array(count);
  const queue = cellQueue(count + 1);
  for (const cell of outlets) {
    receiver[cell] = cell;
    queue.push(cell, filled[cell]);
  }
  let done = 0;
  while (!queue.isEmpty()) {
    const cell = queue.pop();
    order[done++] = cell;
    const col = cell % cols;
    const row = (cell - col) / cols;
    let steepest = 0;
    for (const [dx, dy, distance] of neighbours) {
      if (col + dx < 0 || col + dx >= cols || row + dy < 0 || row + dy >= rows) continue;
      const next = cell + dy * cols + dx;
      if (receiver[next] < 0) {
        receiver[next] = cell;
        filled[next] = Math.max(filled[next], filled[cell]);
        queue.push(next, filled[next]);
      } else if (receiver[cell] !== cell) {
        const slope = ((filled[cell] - filled[next]) / distance) * (wander ? 0.4 + hash(cell, next, wander) : 1);
        if (slope > steepest) {
          steepest = slope;
          receiver[cell] = next;
        }
      }
    }
  }
  const area = new Float64Array(count).fill(1);
  for (let i = count - 1; i >= 0; i--) if (receiver[order[i]] !== order[i]) area[receiver[order[i]]] += area[order[i]];
  return { filled, receiver, order, area };
}

/** Lifts a rough plain and lets rivers cut it, until ridges and valleys form one tree that drains to the south edge. */
function erode(size, seed) {
  const heights = new Float64Array(size * size);
  const lift = new Float64Array(size * size);
  const softness = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const x = col / size;
      const y = row / size;
      const i = row * size + col;
      // The main valley winds from the north-east to the south-west.
      const bend = 0.09 * Math.sin(y * 9 + 0.5) + 0.05 * noise(y * 4, 0.5, seed + 7);
      const valley = Math.abs(x - (0.66 - 0.36 * y) - bend);
      heights[i] = 40 * ridged(x * 5, y * 5, seed, 5) + 60 * ramp(0, 0.4, valley);
      lift[i] = (0.25 + 0.75 * ramp(0.01, 0.2, valley)) * (0.55 + 0.75 * ridged(x * 3.2, y * 3.2, seed + 20, 3)) * (1.1 - 0.45 * y);
      softness[i] = 1 + 0.55 * fractal(x * 9, y * 9, seed + 40, 4);
    }
  const outlets = [];
  for (let col = Math.floor(size * 0.2); col < size * 0.45; col++) outlets.push((size - 1) * size + col);
  for (let step = 0; step < 70; step++) {
    for (let i = 0; i < heights.length; i++) heights[i] += 30 * lift[i];
    for (const cell of outlets) heights[cell] = 0;
    const { receiver, order, area } = drain(heights, size, size, outlets, seed + step);
    for (const cell of order) {
      const to = receiver[cell];
      if (to === cell || heights[cell] <= heights[to]) continue;
      // Stream power, implicit in time (Braun and Willett 2013): cutting grows with the square root of the area drained.
      const cut = 0.34 * softness[cell] * Math.sqrt(area[cell]);
      heights[cell] = (heights[cell] + cut * heights[to]) / (1 + cut);
    }
    for (let pass = 0; pass < 2; pass++) smooth(heights, size, 0.5);
  }
  return heights;
}

function smooth(heights, size, share) {
  const before = Float64Array.from(heights);
  for (let row = 1; row < size - 1; row++)
    for (let col = 1; col < size - 1; col++) {
      const i = row * size + col;
      heights[i] += share * ((before[i - 1] + before[i + 1] + before[i - size] + before[i + size]) / 4 - before[i]);
    }
}

const cubic = (t) => [((2 - t) * t - 1) * t, (3 * t - 5) * t * t + 2, ((4 - 3 * t) * t + 1) * t, (t - 1) * t * t].map((weight) => weight / 2);

/** Catmull-Rom between the cells of a square grid; x and y count cells from the centre of the first. */
function between(heights, size, x, y) {
  const col = Math.min(size - 3, Math.max(1, Math.floor(x)));
  const row = Math.min(size - 3, Math.max(1, Math.floor(y)));
  const across = cubic(x - col);
  const down = cubic(y - row);
  let sum = 0;
  for (let j = 0; j < 4; j++) for (let i = 0; i < 4; i++) sum += down[j] * across[i] * heights[(row + j - 1) * size + col + i - 1];
  return sum;
}

/**
 * A mountain valley of `size` × `size` cells: heights in metres, slope as rise over run, the cells drained through each cell,
 * the height above the stream it drains to, and the depth of lakes. The same numbers on every machine for the same seed.
 */
export function makeTerrain(size, cellMetres, seed) {
  const coarseSize = 400;
  const coarse = erode(coarseSize, seed);
  let top = 0;
  for (const height of coarse) top = Math.max(top, height);
  const heights = new Float64Array(size * size);
  const inset = 0.14;
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const x = (inset + ((1 - 2 * inset) * (col + 0.5)) / size) * coarseSize;
      const y = (inset + ((1 - 2 * inset) * (row + 0.5)) / size) * coarseSize;
      const share = between(coarse, coarseSize, x, y) / top;
      const rough = ridged(x / 5, y / 5, seed + 60, 4) - 0.4;
      heights[row * size + col] = 210 + 3050 * share + 190 * rough * ramp(0.02, 0.3, share);
    }
  return carveValleys(heights, size, cellMetres, seed);
}

const edgeCells = (size) => Array.from({ length: size }, (_, i) => [i, (size - 1) * size + i, i * size, i * size + size - 1]).flat();

/** Flat floors along the larger streams, a lake in a scoured bowl, then slope and drainage of the result. */
function carveValleys(heights, size, cellMetres, seed) {
  const { filled, receiver, order, area } = drain(heights, size, size, edgeCells(size));
  const streamCells = 2.5e6 / cellMetres ** 2;
  const stream = Float64Array.from(filled);
  const reach = Float64Array.from(area);
  for (const cell of order)
    if (area[cell] < streamCells && receiver[cell] !== cell) {
      stream[cell] = stream[receiver[cell]];
      reach[cell] = reach[receiver[cell]];
    }
  // The larger the river, the higher up its slopes the floor has been filled.
  const fill = reach.map((cells) => Math.min(150, 9 * Math.sqrt(Math.max(0, cells / streamCells - 0.8))));
  // Streams that meet at different heights would leave cliffs between their floors.
  for (let pass = 0; pass < 300; pass++) {
    smooth(stream, size, 0.6);
    smooth(fill, size, 0.6);
  }
  const above = new Float64Array(heights.length);
  for (let i = 0; i < heights.length; i++) {
    const drop = Math.max(0, filled[i] - stream[i]);
    above[i] = (drop * drop) / (drop + fill[i] + 1e-9);
    heights[i] = stream[i] + above[i] + 1.5 * noise((i % size) / 9, Math.floor(i / size) / 9, seed + 80);
  }
  for (let pass = 0; pass < 2; pass++) smooth(heights, size, 0.5);
  const water = drain(heights, size, size, edgeCells(size));
  return { heights: water.filled, slope: slopes(water.filled, size, cellMetres), area: water.area, above, receiver: water.receiver };
}

function slopes(heights, size, cellMetres) {
  const found = new Float64Array(heights.length);
  for (let row = 0; row < size; row++)
    for (let col = 0; col < size; col++) {
      const at = (dx, dy) => heights[Math.min(size - 1, Math.max(0, row + dy)) * size + Math.min(size - 1, Math.max(0, col + dx))];
      found[row * size + col] = Math.hypot(at(1, 0) - at(-1, 0), at(0, 1) - at(0, -1)) / (2 * cellMetres);
    }
  return found;
}
