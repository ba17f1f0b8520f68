import { type Crs, isGeographic, projector, WGS84 } from "./crs.ts";
import { bend, cutAtAntimeridian, mercatorBetween, movedEast } from "./drawn.ts";
import { type Extent, extent } from "./extent.ts";

export type Position = readonly [x: number, y: number];
/** Closed or open. */
export type Ring = readonly Position[];
/** Outer ring first, then holes; they may run either way. */
export type Polygon = readonly Ring[];
/** Between two vertices: straight in the CRS the areas are brought to, as GDAL has it, or straight on a Mercator map, as drawn. */
export type Edges = "crs" | "mercator";

/** What a mask is made of: polygons with holes, which may overlap. A cell in any of them is inside. */
export interface Areas {
  readonly crs: Crs;
  readonly polygons: readonly Polygon[];
  /** One for each polygon; "crs" where there is none. Only polygons in WGS 84 may be "mercator". */
  readonly edges: readonly Edges[];
}

export const noAreas: Areas = { crs: WGS84, polygons: [], edges: [] };

/** The ring without the point that closes it, when it has one. */
export function opened(ring: Ring): Ring {
  const [first] = ring;
  const last = ring.at(-1);
  return ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

/** The smallest extent around all vertices, in the areas' CRS; null without any. */
export const areasExtent = ({ polygons }: Areas): Extent | null => ringsExtent(polygons);

/** The smallest extent around all vertices of all lists of rings; null without any. */
export function ringsExtent(lists: readonly Polygon[]): Extent | null {
  let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const rings of lists)
    for (const ring of rings)
      for (const [x, y] of ring) {
        west = Math.min(west, x);
        south = Math.min(south, y);
        east = Math.max(east, x);
        north = Math.max(north, y);
      }
  return west <= east ? extent(west, south, east, north) : null;
}

/** How areas are brought to a CRS; only drawn polygons ask. */
export interface Target {
  /** How far edges may lie from where they were drawn, in the CRS' units; a hundred-thousandth of the polygon's size without it. */
  readonly tolerance?: number;
  /** In degrees, for a geographic CRS: polygons come in every turn of the world that meets it, else between 180° west and east. */
  readonly extent?: Extent;
}

/**
 * The same areas in another CRS, with edges straight there: vertices are transformed one by one. Edges drawn on the map get
 * vertices between, and are cut at the antimeridian. A polygon with a vertex that has no image is left out.
 */
export function areasInCrs(areas: Areas, crs: Crs, target: Target = {}): Areas {
  const transform = projector(areas.crs, crs);
  const project = (ring: Ring): Position[] => {
    const flat = new Float64Array(ring.length * 2);
    ring.forEach((position, i) => {
      flat.set(position, i * 2);
    });
    transform(flat);
    return ring.map((_, i) => [flat[i * 2]!, flat[i * 2 + 1]!] as const);
  };
  const one = (position: Position): Position => project([position])[0] ?? position;
  const polygons = areas.polygons.flatMap((rings, i) => {
    if (areas.edges[i] !== "mercator") return [rings.map(project)];
    return cutAtAntimeridian(rings).flatMap((part) => {
      const bent = bend(part, { between: mercatorBetween, project: one, tolerance: target.tolerance ?? sizeOf(part.map(project)) * 1e-5 });
      return target.extent && isGeographic(crs) ? turns(bent, target.extent) : [bent];
    });
  });
  const kept = polygons.filter((rings) => rings.every((ring) => ring.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))));
  return { crs, polygons: kept, edges: kept.map(() => "crs") };
}

function sizeOf(rings: Polygon): number {
  const box = ringsExtent([rings]);
  return box ? Math.max(box.east - box.west, box.north - box.south) : 0;
}

function turns(rings: Polygon, { west, east }: Extent): Polygon[] {
  const lons = rings.flatMap((ring) => ring.map(([lon]) => lon));
  const first = Math.ceil((west - Math.max(...lons)) / 360);
  const last = Math.floor((east - Math.min(...lons)) / 360);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => movedEast(rings, (first + i) * 360));
}
