import type { NodeId } from "../layer/meta.ts";

/** 106 bits of a string, as hex. Not for secrets: names tiles, so that equal descriptions share cells. (cyrb53 by bryc, public domain, two seeds.) */
function hash(text: string): string {
  const half = (seed: number) => {
    let high = 0xdeadbeef ^ seed;
    let low = 0x41c6ce57 ^ seed;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, "0");
  };
  return half(0) + half(0x9e3779b9);
}

/** JSON with sorted keys and NaN kept, so that equal values give equal text. */
export function canonical(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${entries
    .sort(([l], [r]) => (l < r ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join()}}`;
}

/** The id of a node made of these facts. */
export const nodeId = (...facts: readonly unknown[]): NodeId => hash(canonical(facts)) as NodeId;
