import { type DragEvent, useState } from "react";

interface Drag {
  readonly from: number;
  /** Where it would land: before the item of this index, or at the end. */
  readonly slot: number;
}

/** Dragging of the items of one list by their handles. Items say with `line` where the dragged one would land. */
export function useReorder(move: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const slotAt = (event: DragEvent<HTMLElement>, index: number) => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2 ? index + 1 : index;
  };
  return {
    handle: (index: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
        event.stopPropagation();
        setDrag({ from: index, slot: index });
      },
      onDragEnd: () => setDrag(null),
    }),
    item: (index: number, count: number) => ({
      "data-dragged": drag?.from === index || undefined,
      "data-line": !drag ? undefined : drag.slot === index ? "before" : index === count - 1 && drag.slot === count ? "after" : undefined,
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (!drag) return;
        event.preventDefault();
        event.stopPropagation();
        const slot = slotAt(event, index);
        if (slot !== drag.slot) setDrag({ ...drag, slot });
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        if (!drag) return;
        event.preventDefault();
        event.stopPropagation();
        const slot = slotAt(event, index);
        const to = slot > drag.from ? slot - 1 : slot;
        setDrag(null);
        if (to !== drag.from) move(drag.from, to);
      },
    }),
  };
}
