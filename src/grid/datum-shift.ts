/** A point that is worked on in place. */
export interface Point {
  x: number;
  y: number;
}

/** Ellipsoid and shift of a datum. `shift` is null when the datum counts as WGS 84 without any change of coordinates. */
export interface Datum {
  readonly semiMajor: number;
  /** First eccentricity, squared. */
  readonly eccentricity2: number;
  /** Metres, arc seconds, parts per million to WGS 84, position vector convention. */
  readonly shift: readonly number[] | null;
}

const arcSecond = Math.PI / 648000;
const wgs84Eccentricity2 = (2 - 1 / 298.257223563) / 298.257223563;
export const wgs84Datum: Datum = { semiMajor: 6378137, eccentricity2: wgs84Eccentricity2, shift: [0, 0, 0, 0, 0, 0, 0] };

/** True when coordinates on `datum` are those of WGS 84; GRS 80 counts, its pole is 0.1 mm away. */
const isWgs84 = ({ semiMajor, eccentricity2, shift }: Datum): boolean =>
  shift === null || (shift.every((value) => value === 0) && semiMajor === wgs84Datum.semiMajor && Math.abs(eccentricity2 - wgs84Datum.eccentricity2) < 5e-11);

export const sameDatum = (l: Datum, r: Datum): boolean =>
  l.semiMajor === r.semiMajor &&
  Math.abs(l.eccentricity2 - r.eccentricity2) < 5e-11 &&
  (l.shift === r.shift || (l.shift !== null && r.shift !== null && l.shift.every((value, i) => value === r.shift?.[i])));

/** Changes longitude and latitude in radians on `datum` to WGS 84 in place; null when there is nothing to do. Heights count as zero on both. */
export function toWgs84(datum: Datum): ((point: Point) => void) | null {
  if (datum.shift === null || isWgs84(datum)) return null;
  const [dx = 0, dy = 0, dz = 0, ...rest] = datum.shift;
  const [rx = 0, ry = 0, rz = 0] = rest.map((value) => value * arcSecond);
  const scale = 1 + (rest[3] ?? 0) * 1e-6;
  const shift = (point: Point): void => {
    const [x, y, z] = geocentric(point, datum);
    geodetic(point, wgs84Datum, scale * (x - rz * y + ry * z) + dx, scale * (rz * x + y - rx * z) + dy, scale * (-ry * x + rx * y + z) + dz);
  };
  const isGentle = Math.abs(scale - 1) < 1e-4 && Math.hypot(rx, ry, rz) < 10 * arcSecond && Math.hypot(dx, dy, dz) < 1000;
  return isGentle ? shift : inverted(shift, fromWgs84(datum));
}

/**
 * Fitted shifts may turn and scale by whole percents; what they do to heights, which count as zero again after every step, then moves the
 * way back by metres. So `guess` is corrected until `back` returns to the point: each round leaves a hundredth of the error.
 */
function inverted(guess: (point: Point) => void, back: ((point: Point) => void) | null): (point: Point) => void {
  if (!back) return guess;
  const trial: Point = { x: 0, y: 0 };
  return (point) => {
    const { x, y } = point;
    guess(point);
    for (let round = 0; round < 4; round++) {
      trial.x = point.x;
      trial.y = point.y;
      back(trial);
      point.x += x - trial.x;
      point.y += y - trial.y;
    }
  };
}

/** The way back: PROJ inverts a Helmert shift by transposing its rotation, and so does this. */
export function fromWgs84(datum: Datum): ((point: Point) => void) | null {
  if (datum.shift === null || isWgs84(datum)) return null;
  const [dx = 0, dy = 0, dz = 0, ...rest] = datum.shift;
  const [rx = 0, ry = 0, rz = 0] = rest.map((value) => value * arcSecond);
  const scale = 1 + (rest[3] ?? 0) * 1e-6;
  return (point) => {
    const [gx, gy, gz] = geocentric(point, wgs84Datum);
    const x = (gx - dx) / scale;
    const y = (gy - dy) / scale;
    const z = (gz - dz) / scale;
    geodetic(point, datum, x + rz * y - ry * z, -rz * x + y + rx * z, ry * x - rx * y + z);
  };
}

/** Earth-centred metres of a point on the ellipsoid. */
function geocentric({ x, y }: Point, { semiMajor, eccentricity2 }: Datum): readonly [number, number, number] {
  const sin = Math.sin(y);
  const cos = Math.cos(y);
  const normal = semiMajor / Math.sqrt(1 - eccentricity2 * sin * sin);
  return [normal * cos * Math.cos(x), normal * cos * Math.sin(x), normal * (1 - eccentricity2) * sin];
}

/**
 * Bowring's formula, below 1e-11 radians of error for heights of a few kilometres. The longitude stays on the side of the antimeridian
 * where it was, so that a strip across it is not torn.
 */
function geodetic(point: Point, { semiMajor, eccentricity2 }: Datum, x: number, y: number, z: number): void {
  const flat = Math.sqrt(1 - eccentricity2);
  const fromAxis = Math.hypot(x, y);
  const beta = Math.atan2(z, flat * fromAxis);
  const sin = Math.sin(beta);
  const cos = Math.cos(beta);
  const second = (eccentricity2 / (1 - eccentricity2)) * semiMajor * flat;
  point.y = Math.atan2(z + second * sin * sin * sin, fromAxis - eccentricity2 * semiMajor * cos * cos * cos);
  const longitude = Math.atan2(y, x);
  point.x = longitude + 2 * Math.PI * Math.round((point.x - longitude) / (2 * Math.PI));
}
