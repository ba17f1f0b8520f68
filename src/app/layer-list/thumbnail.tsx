import { useEffect, useRef, useState } from "react";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { layerOf } from "../layer-facts.ts";
import { useMap } from "../map-cards/use-map.ts";
import { rampColour } from "../ramp-colours.ts";

const side = 72;

/** A small picture of the layer as it looks on the map; a woven swatch of its colours until its cells are there. */
export function Thumbnail({ id }: { readonly id: LayerId }) {
  const style = useSession((s) => layerOf(s, id)?.style ?? null);
  const map = useMap();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (!map) return;
    const draw = () => {
      const picture = map.thumbnail(id, side);
      if (!picture) return;
      canvas.current?.getContext("2d", { willReadFrequently: true })?.putImageData(picture, 0, 0);
      setDrawn(true);
    };
    draw();
    return map.onPictures(draw);
  }, [map, id]);
  return (
    <span className="thumbnail">
      <canvas ref={canvas} width={side} height={side} hidden={!drawn} />
      {!drawn && style && (
        <svg viewBox="0 0 4 4" aria-hidden="true">
          {Array.from({ length: 16 }, (_, i) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: sixteen squares that never move
              key={i}
              x={i % 4}
              y={Math.floor(i / 4)}
              width="1.02"
              height="1.02"
              fill={rampColour(style.ramp, style.reversed, ((i % 4) + Math.floor(i / 4)) / 6)}
            />
          ))}
        </svg>
      )}
    </span>
  );
}
