const width = 148;
const height = 92;

/** A square for every tile, or for every so many; they fill as tiles finish. For the eye only. */
export function TileGrid({ done, total }: { readonly done: number; readonly total: number }) {
  if (total <= 0) return null;
  const shown = Math.min(total, 600);
  const cols = Math.max(1, Math.ceil(Math.sqrt((shown * width) / height)));
  const rows = Math.ceil(shown / cols);
  const unit = Math.min(14, width / cols, height / rows);
  const filled = Math.floor((done / total) * shown);
  return (
    <svg className="tile-grid" width={cols * unit} height={rows * unit} aria-hidden="true">
      {Array.from({ length: shown }, (_, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: squares have no other name than their place
          key={i}
          x={(i % cols) * unit}
          y={Math.floor(i / cols) * unit}
          width={Math.max(1, unit - 1)}
          height={Math.max(1, unit - 1)}
          data-done={i < filled || undefined}
        />
      ))}
    </svg>
  );
}
