/** Every array cells rest in. */
export type CellArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const types = {
  bool: { label: "Boolean", bytes: 1, float: false, min: 0, max: 1, make: (n: number): CellArray => new Uint8Array(n) },
  uint8: { label: "UInt8", bytes: 1, float: false, min: 0, max: 255, make: (n: number): CellArray => new Uint8Array(n) },
  int8: { label: "Int8", bytes: 1, float: false, min: -128, max: 127, make: (n: number): CellArray => new Int8Array(n) },
  uint16: { label: "UInt16", bytes: 2, float: false, min: 0, max: 65535, make: (n: number): CellArray => new Uint16Array(n) },
  int16: { label: "Int16", bytes: 2, float: false, min: -32768, max: 32767, make: (n: number): CellArray => new Int16Array(n) },
  uint32: { label: "UInt32", bytes: 4, float: false, min: 0, max: 4294967295, make: (n: number): CellArray => new Uint32Array(n) },
  int32: { label: "Int32", bytes: 4, float: false, min: -2147483648, max: 2147483647, make: (n: number): CellArray => new Int32Array(n) },
  float32: {
    label: "Float32",
    bytes: 4,
    float: true,
    min: -3.4028234663852886e38,
    max: 3.4028234663852886e38,
    make: (n: number): CellArray => new Float32Array(n),
  },
  float64: { label: "Float64", bytes: 8, float: true, min: -Number.MAX_VALUE, max: Number.MAX_VALUE, make: (n: number): CellArray => new Float64Array(n) },
} as const;

export type CellType = keyof typeof types;

export const cellTypes = Object.keys(types) as readonly CellType[];

/** Name for people, bytes a cell, range, and how to make an array of n cells. */
export const cellTypeInfo = (type: CellType) => types[type];

/** The NoData number GeoTrellis gives a type by convention: 0 for unsigned, the minimum for signed, NaN for floats, none for booleans. */
export const conventionalNodata = (type: CellType): number | null => (type === "bool" ? null : types[type].float ? Number.NaN : types[type].min);

/** The smallest type that holds every value of both; float64 where none holds all of them exactly. */
export function joinCellTypes(left: CellType, right: CellType): CellType {
  if (left === right) return left;
  const [l, r] = [types[left], types[right]];
  const exactBits = Math.max(integerBits(left), integerBits(right));
  const holds = (type: CellType) => {
    const t = types[type];
    return t.min <= Math.min(l.min, r.min) && t.max >= Math.max(l.max, r.max) && (t.float ? integerBits(type) >= exactBits : !l.float && !r.float);
  };
  return cellTypes.find(holds) ?? "float64";
}

/** Bits of whole numbers that a type keeps exactly. */
function integerBits(type: CellType): number {
  const { float, bytes } = types[type];
  if (!float) return bytes * 8;
  return bytes === 4 ? 24 : 53;
}
