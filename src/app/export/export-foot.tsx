import { Check, Copy, Download } from "lucide-react";
import { useState } from "react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import type { Compression } from "../../layer/file-spec.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import type { MaskParams } from "../../ops/mask.ts";
import { commands } from "../../session/commands.ts";
import type { ExportDraft, LayerDoc } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Problem } from "../controls/text-field.tsx";
import { bytes, plural, size } from "../format.ts";
import { crsCode, footprint } from "../layer-facts.ts";
import { type DraftProblems, planOf } from "./draft-problems.ts";
import { scriptText } from "./script-text.ts";

interface ExportFootProps {
  readonly draft: ExportDraft;
  readonly layer: LayerDoc;
  readonly meta: LayerMeta;
  readonly problems: DraftProblems;
}

/** What most images shrink to; said as "about", never as a promise. */
const shrinkage: Readonly<Record<Compression, number>> = { none: 1, lzw: 0.7, deflate: 0.6, zstd: 0.58 };

/** What will be written, and the button that starts it. */
export function ExportFoot({ draft, layer, meta, problems }: ExportFootProps) {
  const sameName = useSession((s) => s.document.layers.filter((one) => one.name === layer.name).length > 1);
  const [copied, setCopied] = useState(false);
  const { place, file } = draft;
  const files = Math.max(1, draft.dates?.length ?? 1);
  const raw = files * place.cols * place.rows * meta.bands.length * cellTypeInfo(file.cellType).bytes;
  const overviews = overviewShare(draft, meta, problems);
  const about = raw * shrinkage[file.compression] * (1 + overviews);
  const crs = footprint(meta)?.crs;
  const bands = meta.bands.length > 1 ? `${plural(meta.bands.length, "band")} of ` : "";
  const copy = async () => {
    await navigator.clipboard.writeText(scriptText(draft, sameName ? layer.id : layer.name));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className="sheet-foot">
      <p className="summary">
        <b>
          {files > 1 ? `${files} files of ` : ""}
          {size(place.cols, place.rows)} px, about {bytes(about)}
        </b>
        <span className="muted">
          {bands}
          {cellTypeInfo(file.cellType).label}
          {crs ? ` in ${crsCode(crs)}` : ""}
          {cutWords(layer)}. {bytes(raw)} before compression{overviews > 0 ? " and overviews" : ""}.{" "}
          {isNative(draft, meta) ? "Every cell at full resolution." : "Resampled by nearest."}
        </span>
      </p>
      {problems.whole && <Problem>{problems.whole}</Problem>}
      <div className="row">
        <Button
          look="primary"
          size="large"
          icon={Download}
          className="grow"
          disabled={Object.keys(problems).length > 0}
          onClick={() => void commands.runExport(draft)}
        >
          Export GeoTIFF
        </Button>
        <Button size="large" icon={copied ? Check : Copy} title="Copy this export as a script for the console" onClick={() => void copy()}>
          {copied ? "Copied" : "Copy script"}
        </Button>
      </div>
    </div>
  );
}

/** How many cells the overviews add, as a share of the image's own. */
function overviewShare({ place, file }: ExportDraft, meta: LayerMeta, problems: DraftProblems): number {
  if (Object.keys(problems).length > 0) return 0;
  const [, ...levels] = planOf({ ...place, file }, meta).levels;
  return levels.reduce((sum, { cols, rows }) => sum + cols * rows, 0) / (place.cols * place.rows);
}

/** The file's cells are the layer's own, none left out and none made up. */
function isNative({ place }: ExportDraft, meta: LayerMeta): boolean {
  const whole = footprint(meta);
  const near = (length: number, count: number, cell: number) => Math.abs(length / count - cell) <= 1e-6 * cell;
  const { west, south, east, north } = place.extent;
  return whole !== null && near(east - west, place.cols, whole.cellWidth) && near(north - south, place.rows, whole.cellHeight);
}

/** ", cut to 2 areas": what the masks of the recipe say. */
function cutWords(layer: LayerDoc): string {
  const masks = layer.recipe.steps.filter((step) => step.on && step.op === "mask");
  // A mask step's parameters were parsed by its schema when the layer was derived.
  const areas = masks.reduce((sum, step) => sum + (step.params as MaskParams).areas.polygons.length, 0);
  return areas === 0 ? "" : `, cut to ${plural(areas, "area")}`;
}
