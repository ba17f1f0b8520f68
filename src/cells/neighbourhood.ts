/** The cells around a cell that a focal operation looks at; lengths in cells, angles in degrees counter-clockwise from east. */
export type Neighbourhood =
  | { readonly kind: "square"; readonly extent: number }
  | { readonly kind: "circle"; readonly radius: number }
  | { readonly kind: "nesw"; readonly extent: number }
  | { readonly kind: "wedge"; readonly radius: number; readonly startAngle: number; readonly endAngle: number }
  | { readonly kind: "annulus"; readonly innerRadius: number; readonly outerRadius: number };

/** A neighbourhood as stretches of cells, row by row from the north. */
export interface NeighbourhoodRuns {
  /** Columns and rows that it reaches from the centre. */
  readonly reach: number;
  /** Row `reach + dy` has the stretches of the row `dy` below the centre: columns `from` to `to` (exclusive) east of it. */
  readonly rows: readonly (readonly { readonly from: number; readonly to: number }[])[];
  /** How many cells it has. */
  readonly count: number;
}

/** How far a neighbourhood reaches from its centre, in whole cells. */
export function reachOf(neighbourhood: Neighbourhood): number {
  switch (neighbourhood.kind) {
    case "square":
    case "nesw":
      return neighbourhood.extent;
    case "circle":
    case "wedge":
      return Math.ceil(neighbourhood.radius);
    case "annulus":
      return Math.ceil(neighbourhood.outerRadius);
    default:
      return neighbourhood satisfies never;
  }
}

/** The stretches of a neighbourhood. Distances equal to a radius are in; an annulus whose inner radius is the larger one is empty. */
export function runsOf(neighbourhood: Neighbourhood): NeighbourhoodRuns {
  const reach = reachOf(neighbourhood);
  const isIn = memberOf(neighbourhood);
  let count = 0;
  const rows = Array.from({ length: 2 * reach + 1 }, (_, row) => {
    const dy = row - reach;
    const runs: { from: number; to: number }[] = [];
    for (let dx = -reach; dx <= reach; dx++) {
      if (!isIn(dx, dy)) continue;
      count++;
      const last = runs.at(-1);
      if (last?.to === dx) last.to++;
      else runs.push({ from: dx, to: dx + 1 });
    }
    return runs;
  });
  return { reach, rows, count };
}

/** The same ground in cells 2^level times as large: for a quick look at a coarser level. */
export function atLevel(neighbourhood: Neighbourhood, level: number): Neighbourhood {
  if (level === 0) return neighbourhood;
  const scale = 2 ** level;
  switch (neighbourhood.kind) {
    case "square":
    case "nesw":
      return { ...neighbourhood, extent: Math.round(neighbourhood.extent / scale) };
    case "circle":
    case "wedge":
      return { ...neighbourhood, radius: neighbourhood.radius / scale };
    case "annulus": {
      const { innerRadius, outerRadius } = neighbourhood;
      // A ring thinner than a coarse cell would meet no centre.
      return innerRadius > outerRadius ? neighbourhood : { kind: "annulus", innerRadius: Math.floor(innerRadius / scale), outerRadius: outerRadius / scale };
    }
    default:
      return neighbourhood satisfies never;
  }
}

const turn = 2 * Math.PI;
/** Angles this near, in radians, are one: whether 225° has the cells on its diagonal must not hang on a last digit. */
const sameAngle = 1e-9;

function memberOf(neighbourhood: Neighbourhood): (dx: number, dy: number) => boolean {
  switch (neighbourhood.kind) {
    case "square":
      return () => true;
    case "nesw":
      return (dx, dy) => dx === 0 || dy === 0;
    case "circle":
      return (dx, dy) => Math.sqrt(dx * dx + dy * dy) <= neighbourhood.radius;
    case "annulus":
      return (dx, dy) => {
        const distance = Math.sqrt(dx * dx + dy * dy);
        return distance >= neighbourhood.innerRadius && distance <= neighbourhood.outerRadius;
      };
    case "wedge":
      return wedge(neighbourhood.radius, radians(neighbourhood.startAngle), radians(neighbourhood.endAngle));
    default:
      return neighbourhood satisfies never;
  }
}

const radians = (degrees: number) => ((degrees < 0 ? degrees + 360 : degrees) * Math.PI) / 180;

/** From `start` counter-clockwise to `end`, over east when start is the larger one; the centre is always in. */
function wedge(radius: number, start: number, end: number): (dx: number, dy: number) => boolean {
  return (dx, dy) => {
    if (dx === 0 && dy === 0) return true;
    if (Math.sqrt(dx * dx + dy * dy) > radius) return false;
    const north = Math.atan2(-dy, dx);
    const angle = north < 0 ? north + turn : north;
    const isPastStart = angle >= start - sameAngle || angle + turn - start <= sameAngle;
    const isBeforeEnd = angle <= end + sameAngle;
    return start > end ? isPastStart || isBeforeEnd : isPastStart && (isBeforeEnd || Math.abs(end - turn) <= sameAngle);
  };
}
