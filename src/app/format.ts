const space = "\u00a0";
const minus = "\u2212";

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, space);

/** A number for people: groups of three by no-break spaces, a real minus, at most `decimals` decimals and none that say nothing. */
export function number(value: number, decimals = 6): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? `${minus}∞` : "∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 10 ** -decimals / 2)) return value.toExponential(3).replaceAll("-", minus).replace("e+", "e");
  const [whole = "0", part] = size.toFixed(decimals).split(".");
  const tail = part?.replace(/0+$/, "");
  const text = tail ? `${grouped(whole)}.${tail}` : grouped(whole);
  return value < 0 && /[1-9]/.test(text) ? minus + text : text;
}

/** As many decimals as five significant digits need, never more than six: for values read from cells. */
export const reading = (value: number): string => {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size === 0 || !Number.isFinite(value)) return number(value, 0);
  return number(value, Math.min(6, Math.max(0, 4 - Math.floor(Math.log10(size)))));
};

/** Reads what `number` writes, and what people type: spaces, a comma for the decimal point, any minus. Null when it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/[\u2212\u2013]/g, "-")
    .replace(",", ".");
  if (/^nan$/i.test(plain)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

/** "24.5 MB", in powers of 1000 as operating systems show them. */
export function bytes(count: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number(value, unit === 0 || value >= 100 ? 0 : 1)}${space}${units[unit]}`;
}

/** "7 041 × 7 052". */
export const size = (cols: number, rows: number): string => `${number(cols, 0)} × ${number(rows, 0)}`;

/** A share from 0 to 1 as "33 %". */
export const percent = (share: number, decimals = 0): string => `${number(share * 100, decimals)}${space}%`;

/** "9 s", "4 min", "1 h 20 min". */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds}${space}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes}${space}min`;
  return `${Math.floor(minutes / 60)}${space}h ${minutes % 60}${space}min`;
}

/** "finishing" under a second, "9 s left" above; empty while nobody knows. */
export const timeLeft = (ms: number | null): string => (ms === null ? "" : ms < 1000 ? "finishing" : `${duration(ms)} left`);

/** "13.6605° E, 46.3312° N". */
export function lonLat(lon: number, lat: number): string {
  const half = (value: number, plus: string, less: string) => `${number(Math.abs(value), 4)}°${space}${value < 0 ? less : plus}`;
  return `${half(lon, "E", "W")}, ${half(lat, "N", "S")}`;
}

/** "1 area", "2 areas". */
export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count, 0)}${space}${count === 1 ? one : many}`;

/** Decimals that tell neighbouring cells apart: 0 for metres, more for degrees. */
export const coordinateDecimals = (cellSize: number): number => (cellSize >= 1 ? 1 : Math.min(8, Math.ceil(-Math.log10(cellSize)) + 1));

/** The values of the shown bands of a cell, NoData once when no band has one. */
export const readings = (values: readonly number[], unit: string): string =>
  values.every(Number.isNaN) ? "NoData" : `${values.map((value) => (Number.isNaN(value) ? "NoData" : reading(value))).join(" · ")} ${unit}`;
