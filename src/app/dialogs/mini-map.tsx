import { useEffect, useState } from "react";
import { type Extent, unionExtent } from "../../grid/extent.ts";

const width = 264;
const height = 240;

type Ring = readonly (readonly [lon: number, lat: number])[];
interface Land {
  readonly rings: readonly Ring[];
  readonly box: Extent;
}
let land: Promise<readonly Land[]> | null = null;

/** The basemap's land, read once. It is built with the page by scripts/make-basemap.mjs, so its form is known. */
async function loadLand(): Promise<readonly Land[]> {
  const answer = await fetch(`${import.meta.env.BASE_URL}basemap/land.json`);
  const { coordinates } = (await answer.json()) as { readonly coordinates: readonly (readonly Ring[])[] };
  return coordinates.map((rings) => {
    const box = { west: 180, south: 90, east: -180, north: -90 };
    for (const [lon, lat] of rings[0] ?? []) {
      box.west = Math.min(box.west, lon);
      box.south = Math.min(box.south, lat);
      box.east = Math.max(box.east, lon);
      box.north = Math.max(box.north, lat);
    }
    return { rings, box };
  });
}

const mercator = (lat: number) => (Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * Math.PI) / 360)) * 180) / Math.PI;

/** Where a file would lie: its ground among land and the other layers. */
export function MiniMap({ placed, others, name }: { readonly placed: Extent | null; readonly others: readonly Extent[]; readonly name: string }) {
  const [lands, setLands] = useState<readonly Land[]>([]);
  useEffect(() => {
    let gone = false;
    land ??= loadLand();
    void land.then((data) => !gone && setLands(data));
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
      <path className="land" fillRule="evenodd" d={landPath(lands, { x, y })} />
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

interface Projection {
  x(lon: number): number;
  y(lat: number): number;
}

/** The land that meets the picture as one path. */
function landPath(lands: readonly Land[], { x, y }: Projection): string {
  const seen = lands.filter(({ box }) => x(box.east) >= 0 && x(box.west) <= width && y(box.south) >= 0 && y(box.north) <= height);
  const ringPath = (ring: Ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}Z`;
  return seen.flatMap(({ rings }) => rings.map(ringPath)).join("");
}
