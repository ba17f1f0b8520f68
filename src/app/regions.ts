const regions = ["top", "layers", "map", "table", "inspector", "status"];
const focusable = 'button:not(:disabled), [tabindex="0"], input, a[href]';

/** Moves focus to the next region of the window that can take it; the map's region takes it on the map itself. */
export function focusNextRegion(back: boolean): boolean {
  const present = regions.flatMap((name) => {
    const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    const target = region?.querySelector<HTMLElement>("canvas[tabindex]") ?? region?.querySelector<HTMLElement>(focusable);
    return region && target ? [{ region, target }] : [];
  });
  const at = present.findIndex(({ region }) => region.contains(document.activeElement));
  present[(at + (back ? -1 : 1) + present.length) % present.length]?.target.focus();
  return true;
}
