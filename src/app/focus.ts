/** Removes an item of a list and gives focus to the item that follows it, or to the one before when it was the last. */
export function focusAfterRemoval(inside: Element, item: string, target: string, remove: () => void): void {
  const own = inside.closest(item);
  const items = own?.parentElement ? [...own.parentElement.querySelectorAll<HTMLElement>(`:scope > ${item}`)] : [];
  const index = own instanceof HTMLElement ? items.indexOf(own) : -1;
  const next = items[index + 1] ?? items[index - 1];
  remove();
  requestAnimationFrame(() => next?.querySelector<HTMLElement>(target)?.focus());
}
