import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import { accuracyNote, unitOf } from "../../grid/crs.ts";
import { dataWindow } from "../../layer/keys.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { Section } from "../controls/section.tsx";
import { coordinateDecimals, number, percent, reading, size } from "../format.ts";
import { bandTitle, crsCode, footprint, isKept, layerOf, metaOf, statisticsOf } from "../layer-facts.ts";
import { SceneSection } from "./scene-section.tsx";

/** What is known of the selected layer: its grid, its cells, its tiles, its files. */
export function InfoTab({ id }: { readonly id: LayerId }) {
  const meta = useSession((s) => metaOf(s, id));
  const scenes = useSession((s) => layerOf(s, id)?.recipe.scenes ?? []);
  return (
    <>
      {meta && <GridSection meta={meta} />}
      {meta && <CellSection id={id} meta={meta} />}
      {meta && <TileSection id={id} meta={meta} />}
      <SceneSection scenes={scenes} />
    </>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function GridSection({ meta }: { readonly meta: LayerMeta }) {
  const place = footprint(meta);
  if (!place)
    return (
      <Section title="Grid">
        <p className="note">The scenes of this layer are in different CRSs: {meta.rasters.map((r) => crsCode(r.grid.crs)).join(", ")}.</p>
      </Section>
    );
  const { crs, extent, cols, rows, cellWidth, cellHeight } = place;
  const decimals = coordinateDecimals(cellWidth);
  const unit = unitOf(crs).label;
  const note = accuracyNote(crs);
  return (
    <Section title="Grid">
      <dl className="facts">
        <Fact name="CRS">
          {crs.code !== null && <div>{crsCode(crs)}</div>}
          <div className={crs.code === null ? "" : "muted"}>{crs.name}</div>
          {note !== null && <div className="waits">Places may be off by up to {number(note, note < 10 ? 1 : 0)} m</div>}
        </Fact>
        <Fact name="Size">{size(cols, rows)} px</Fact>
        <Fact name="Cell">
          {reading(cellWidth)} × {reading(cellHeight)} {unit}
        </Fact>
        <Fact name="West, south">
          {number(extent.west, decimals)}, {number(extent.south, decimals)}
        </Fact>
        <Fact name="East, north">
          {number(extent.east, decimals)}, {number(extent.north, decimals)}
        </Fact>
      </dl>
    </Section>
  );
}

function CellSection({ id, meta }: { readonly id: LayerId; readonly meta: LayerMeta }) {
  const band = useSession((s) => layerOf(s, id)?.style.band ?? 0);
  const statistics = useSession((s) => statisticsOf(s, id, band));
  const { unit = null, scale = 1, offset = 0 } = meta.bands[band] ?? {};
  const place = footprint(meta);
  const after = unit ? ` ${unit}` : "";
  const exact = statistics?.level === 0;
  const share = statistics && place ? statistics.valid / (place.cols * place.rows) : 0;
  const aside = exact ? (
    <span className="exact">
      <Icon of={Check} />
      Exact
    </span>
  ) : (
    <span className="estimate">{statistics ? `Estimate from 1:${2 ** statistics.level}` : "Not counted yet"}</span>
  );
  return (
    <Section title={meta.bands.length > 1 ? bandTitle(meta, band) : "Cells"} aside={aside}>
      <dl className="facts">
        <Fact name="Type">{cellTypeInfo(meta.cellType).label}</Fact>
        <Fact name="NoData">{meta.nodata === null ? "none" : number(meta.nodata)}</Fact>
        {statistics && (
          <>
            <Fact name="Min, max">
              {reading(statistics.min)}, {reading(statistics.max)}
              {after}
            </Fact>
            <Fact name="Mean">
              {reading(statistics.mean)}
              {after}
            </Fact>
            <Fact name="Std dev">
              {reading(statistics.deviation)}
              {after}
            </Fact>
            <Fact name="With data">
              {exact
                ? number(statistics.valid, 0)
                : `about ${percent(Math.min(1, (statistics.valid * 4 ** statistics.level) / ((place?.cols ?? 1) * (place?.rows ?? 1))), 1)}`}
              {exact && place && ` (${percent(Math.min(1, share), 1)})`}
            </Fact>
          </>
        )}
        {(scale !== 1 || offset !== 0) && (
          <Fact name="Stands for">
            cell × {number(scale, 9)} + {number(offset, 9)}
          </Fact>
        )}
        {meta.bands.length > 1 && <Fact name="Bands">{meta.bands.map((b) => b.name).join(", ")}</Fact>}
      </dl>
      {!exact && (
        <div>
          <Button onClick={() => commands.countExactly(id, band)}>Count every cell</Button>
        </div>
      )}
    </Section>
  );
}

/** How many tiles a tiled layer has, those of every date counted; of an untiled one, its rasters. */
function tileCount({ kind, rasters, tileCols, tileRows }: LayerMeta): number {
  if (kind === "raster") return rasters.length;
  const across = (from: number, count: number, side: number) => (count === 0 ? 0 : Math.ceil((from + count) / side) - Math.floor(from / side));
  const counts = rasters.map((raster) => {
    const { col, row, cols, rows } = dataWindow(raster, 0);
    return raster.keys?.length ?? across(col, cols, tileCols) * across(row, rows, tileRows);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function TileSection({ id, meta }: { readonly id: LayerId; readonly meta: LayerMeta }) {
  const kept = useSession((s) => isKept(s, id));
  const dates = meta.rasters.flatMap((r) => (r.instant === null ? [] : [new Date(r.instant).toISOString().slice(0, 10)]));
  return (
    <Section title="Tiles">
      <dl className="facts">
        <Fact name="Layout">{meta.kind === "tiled" ? `tiles of ${size(meta.tileCols, meta.tileRows)} px` : "one raster a file"}</Fact>
        <Fact name={meta.kind === "tiled" ? "Tiles" : "Rasters"}>{number(tileCount(meta), 0)}</Fact>
        {meta.zoom !== null && <Fact name="Zoom">{meta.zoom}</Fact>}
        {dates.length > 0 && <Fact name="Dates">{[...new Set(dates)].join(", ")}</Fact>}
        <Fact name="Results">{kept ? "Kept in this browser" : "Computed when needed"}</Fact>
      </dl>
    </Section>
  );
}
