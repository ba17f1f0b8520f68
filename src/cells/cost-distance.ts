/** Friction per unit of length, row by row; NaN and negative cells cannot be passed. */
export interface FrictionGrid {
  readonly cols: number;
  readonly rows: number;
  readonly friction: Float64Array;
  /** Of a step to the next column, and to the next row. */
  readonly width: number;
  readonly height: number;
}

/**
 * The least cost from any source cell to every cell, over eight neighbours: a step costs its length times the mean friction of
 * its two cells (Tomlin 2010; Dijkstra 1959). Cells beyond `most`, and those no way leads to, are NaN. Sources cost 0, also
 * on cells that cannot be passed; from those no way leads on.
 */
export function costDistances({ cols, rows, friction, width, height }: FrictionGrid, sources: readonly number[], most: number): Float64Array {
  const cost = new Float64Array(cols * rows).fill(Number.NaN);
  const heap = new Heap();
  for (const at of sources) {
    if (cost[at] === 0) continue;
    cost[at] = 0;
    heap.push(at, 0);
  }
  const diagonal = Math.hypot(width, height);
  const steps = [-1, 0, 1].flatMap((dy) =>
    [-1, 0, 1].flatMap((dx) => (dx === 0 && dy === 0 ? [] : [{ dx, dy, by: dy * cols + dx, length: dx === 0 ? height : dy === 0 ? width : diagonal }])),
  );
  while (heap.size > 0) {
    const reached = heap.least;
    const at = heap.pop();
    if (reached > cost[at]!) continue;
    const here = friction[at]!;
    if (!(here >= 0)) continue;
    const col = at % cols;
    const row = (at - col) / cols;
    for (const { dx, dy, by, length } of steps) {
      if (col + dx < 0 || col + dx >= cols || row + dy < 0 || row + dy >= rows) continue;
      const next = at + by;
      const there = friction[next]!;
      if (!(there >= 0)) continue;
      const candidate = reached + (length * (here + there)) / 2;
      if (candidate <= most && !(candidate >= cost[next]!)) {
        cost[next] = candidate;
        heap.push(next, candidate);
      }
    }
  }
  return cost;
}

/** A binary heap of cells by cost; a cell that got cheaper is in it twice. */
class Heap {
  size = 0;
  private costs = new Float64Array(1024);
  private cells = new Int32Array(1024);

  /** The cost at the top. */
  get least(): number {
    return this.costs[0]!;
  }

  push(cell: number, cost: number): void {
    if (this.size === this.costs.length) this.grow();
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.costs[above]! <= cost) break;
      this.costs[at] = this.costs[above]!;
      this.cells[at] = this.cells[above]!;
      at = above;
    }
    this.costs[at] = cost;
    this.cells[at] = cell;
  }

  /** The cell at the top, taken out. */
  pop(): number {
    const top = this.cells[0]!;
    const cost = this.costs[--this.size]!;
    const cell = this.cells[this.size]!;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.size) break;
      if (below + 1 < this.size && this.costs[below + 1]! < this.costs[below]!) below++;
      if (this.costs[below]! >= cost) break;
      this.costs[at] = this.costs[below]!;
      this.cells[at] = this.cells[below]!;
      at = below;
    }
    this.costs[at] = cost;
    this.cells[at] = cell;
    return top;
  }

  private grow(): void {
    const costs = new Float64Array(2 * this.costs.length);
    const cells = new Int32Array(2 * this.cells.length);
    costs.set(this.costs);
    cells.set(this.cells);
    this.costs = costs;
    this.cells = cells;
  }
}
