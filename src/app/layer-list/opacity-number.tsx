import { type PointerEvent, useRef, useState } from "react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { parseNumber, percent } from "../format.ts";

interface OpacityNumberProps {
  readonly id: LayerId;
  readonly name: string;
  readonly opacity: number;
}

/** "60 %": dragged sideways, or clicked and typed. */
export function OpacityNumber({ id, name, opacity }: OpacityNumberProps) {
  const start = useRef<{ readonly x: number; readonly opacity: number; moved: boolean } | null>(null);
  const [text, setText] = useState<string | null>(null);
  const drag = (event: PointerEvent) => {
    const from = start.current;
    if (!from) return;
    if (Math.abs(event.clientX - from.x) > 2) from.moved = true;
    if (from.moved) commands.setOpacity(id, Math.min(1, Math.max(0, from.opacity + (event.clientX - from.x) / 100)));
  };
  const finish = () => {
    const value = parseNumber((text ?? "").replace("%", ""));
    if (value !== null && !Number.isNaN(value)) commands.setOpacity(id, Math.min(1, Math.max(0, value / 100)));
    setText(null);
  };
  if (text !== null)
    return (
      <input
        className="opacity-input"
        aria-label={`Opacity of ${name} in percent`}
        // biome-ignore lint/a11y/noAutofocus: the field stands where the pressed number stood
        autoFocus
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") finish();
          if (event.key === "Escape") setText(null);
        }}
      />
    );
  return (
    <button
      type="button"
      className="opacity-number"
      title="Opacity: drag sideways, or click to type"
      aria-label={`Opacity of ${name}: ${percent(opacity)}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, opacity, moved: false };
      }}
      onPointerMove={drag}
      onPointerUp={drag}
      onClick={() => {
        if (!start.current?.moved) setText(String(Math.round(opacity * 100)));
        start.current = null;
      }}
    >
      {percent(opacity)}
    </button>
  );
}
