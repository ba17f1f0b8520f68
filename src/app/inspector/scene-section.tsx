import { accuracyNote, unitOf } from "../../grid/crs.ts";
import type { SceneId } from "../../layer/meta.ts";
import type { SceneMeta } from "../../layer/scene.ts";
import { commands } from "../../session/commands.ts";
import type { Keeping, SceneRecord } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Section } from "../controls/section.tsx";
import { bytes, number, percent, size } from "../format.ts";
import { crsCode, isOutOfReach } from "../layer-facts.ts";

/** Where the bytes of a file are, in words. */
function kept({ keeping, meta }: SceneRecord): string {
  switch (keeping.kind) {
    case "stored":
      return "kept here";
    case "copying":
      return `being kept here, ${percent(keeping.doneBytes / Math.max(1, meta.sizeBytes))}`;
    case "linked":
      return keeping.granted ? "linked to the disk" : "linked to the disk, waits for your permission";
    case "temporary":
      return "gone after a reload";
    case "remote":
      return keeping.granted ? "read from its address" : "at an address, waits for your permission";
    case "lost":
      return "not at hand, choose it again";
    default:
      return keeping satisfies never;
  }
}

/** Most pressing first: what a line about several files has to tell. */
const order: readonly Keeping["kind"][] = ["lost", "temporary", "linked", "copying", "remote", "stored"];

/** The files of a layer, each with its facts behind its name. */
export function SceneSection({ scenes }: { readonly scenes: readonly SceneId[] }) {
  const records = useSession((s) => scenes.flatMap((scene) => s.scenes[scene] ?? []));
  const total = records.reduce((sum, record) => sum + record.meta.sizeBytes, 0);
  const worst = order.flatMap((kind) => records.find((record) => record.keeping.kind === kind) ?? [])[0];
  return (
    <Section
      title={records.length > 1 ? "Scenes" : "Scene"}
      aside={
        <span className="small muted">
          {bytes(total)}
          {worst && `, ${kept(worst)}`}
        </span>
      }
    >
      <div className="scene-list">
        {records.map((record) => (
          <SceneFacts key={record.meta.id} record={record} open={records.length === 1} />
        ))}
      </div>
    </Section>
  );
}

function SceneFacts({ record, open }: { readonly record: SceneRecord; readonly open: boolean }) {
  const { meta, keeping } = record;
  const note = meta.crs && accuracyNote(meta.crs);
  const facts: readonly (readonly [string, string])[] = [
    ...(meta.remote ? [["Address", meta.remote.address] as const] : []),
    ["Size", `${size(meta.cols, meta.rows)} px, ${bytes(meta.sizeBytes)}`],
    ["CRS", meta.crs ? `${crsCode(meta.crs)}${note ? `, accurate to ${number(note, 0)} m` : ""}` : "unknown"],
    ...(meta.controlPoints ? [["Place", fitted(meta.controlPoints, meta.crs)] as const] : []),
    ["Compression", meta.compression],
    ["Blocks", meta.blockCols === meta.cols ? `strips of ${number(meta.blockRows, 0)} rows` : `tiles of ${size(meta.blockCols, meta.blockRows)} px`],
    ["Overviews", meta.overviews.length === 0 ? "none" : meta.overviews.map((o) => number(o.cols, 0)).join(", ")],
    ["NoData", meta.nodata === null ? (meta.hasMask ? "by a mask inside" : "none") : `${number(meta.nodata)}${meta.hasMask ? " and a mask inside" : ""}`],
    ...(meta.instant === null ? [] : [["Date", new Date(meta.instant).toISOString().replace("T", " ").slice(0, 16)] as const]),
    ...scales(meta),
    ...Object.entries(meta.tags),
  ];
  return (
    <details open={open}>
      <summary>
        <span className="cut">{meta.name}</span>
        <span className="number muted">{meta.crs ? crsCode(meta.crs) : "CRS unknown"}</span>
      </summary>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="cut" title={name}>
              {name}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOutOfReach(keeping) && <Button onClick={() => commands.relink(meta.id)}>Allow or choose it…</Button>}
    </details>
  );
}

const fitted = ({ count, rms }: NonNullable<SceneMeta["controlPoints"]>, crs: SceneMeta["crs"]): string =>
  `fitted to ${number(count, 0)} control points, accurate to ${number(Number(rms.toPrecision(2)))} ${crs ? unitOf(crs).label : "units"}`;

const scales = ({ bands }: SceneMeta): (readonly [string, string])[] =>
  bands.flatMap((band, i) =>
    band.scale === 1 && band.offset === 0 ? [] : [[`Scale, band ${i + 1}`, `× ${number(band.scale, 9)} + ${number(band.offset, 9)}`] as const],
  );
