import { useEffect, useState } from "react";
import { type Extent, unionExtent } from "../../grid/extent.ts";

const width = 264;
const height = 240;

/** Rings of land: differences in thousandths of a degree, x, y, dx, dy … */
type Packed = readonly number[];
let land: Promise<readonly (readonly Packed[])[]> | null = null;

const mercator = (lat: number) => (Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * Math.PI) / 360)) * 180) / Math.PI;

/** Where a file would lie: its ground among land and the other layers. */
export function MiniMap({ placed, others, name }: { readonly placed: Extent | null; readonly others: readonly Extent[]; readonly name: string }) {
  const [rings, setRings] = useState<readonly (readonly Packed[])[]>([]);
  useEffect(() => {
    let gone = false;
    // The basemap is built with the page by scripts/make-basemap.mjs, so its form is known.
    land ??= fetch(`${import.meta.env.BASE_URL}basemap/land.json`).then((answer) => answer.json() as Promise<readonly (readonly Packed[])[]>);
    void land.then((data) => !gone && setRings(data));
    return () => {
      gone = true;
    };
  }, []);
  const view = viewOf(placed, others);
  const x = (lon: number) => (lon - view.west) * view.scale;
  const y = (lat: number) => (view.north - mercator(lat)) * view.scale;
  const box = ({ west, south, east, north }: Extent) => ({
    x: x(west),
    y: y(north),
    width: Math.max(3, x(east < west ? east + 360 : east) - x(west)),
    height: Math.max(3, y(south) - y(north)),
  });
  return (
    <svg className="mini-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={placed ? `Where ${name} would lie` : "World"}>
      {rings.map((polygon, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: land has no other name than its place
        <path key={i} className="land" d={polygon.map((ring) => ringPath(ring, x, y)).join("")} fillRule="evenodd" />
      ))}
      {others.map((other, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ground has no other name than its place
        <rect key={i} className="other" {...box(other)} />
      ))}
      {placed && (
        <>
          <rect className="casing" {...box(placed)} />
          <rect className="placed" {...box(placed)} />
          <text className="placed-name" x={Math.min(width - 90, Math.max(8, box(placed).x))} y={Math.min(height - 8, box(placed).y + box(placed).height + 16)}>
            {name}
          </text>
        </>
      )}
    </svg>
  );
}

/** A part of the world that shows the ground, with the other layers when they are near enough to be seen beside it. */
function viewOf(placed: Extent | null, others: readonly Extent[]) {
  const near = placed ? others.filter((other) => Math.abs(other.west - placed.west) < 30 && Math.abs(other.south - placed.south) < 30) : others;
  const ground = unionExtent([...(placed ? [placed] : []), ...near]) ?? { west: -170, south: -56, east: 170, north: 76 };
  const top = mercator(ground.north);
  const bottom = mercator(ground.south);
  const across = Math.max(1.6, (ground.east < ground.west ? ground.east + 360 : ground.east) - ground.west) * 2;
  const down = Math.max(1.6, top - bottom) * 2;
  const scale = Math.min(width / across, height / down);
  const middle = (ground.west + (ground.east < ground.west ? ground.east + 360 : ground.east)) / 2;
  return { scale, west: middle - width / 2 / scale, north: (top + bottom) / 2 + height / 2 / scale };
}

function ringPath(ring: Packed, x: (lon: number) => number, y: (lat: number) => number): string {
  let [lon, lat] = [0, 0];
  let path = "";
  for (let i = 0; i + 1 < ring.length; i += 2) {
    lon += ring[i] ?? 0;
    lat += ring[i + 1] ?? 0;
    path += `${i === 0 ? "M" : "L"}${x(lon / 1000).toFixed(1)} ${y(lat / 1000).toFixed(1)}`;
  }
  return `${path}Z`;
}
