/** The distinct buffers of every typed array in a plain value, so that it crosses threads without a copy. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const walk = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (part !== null && typeof part === "object") {
      for (const inner of Object.values(part)) walk(inner);
    }
  };
  walk(value);
  return [...found];
}
