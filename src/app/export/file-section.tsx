import type { ReactNode } from "react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import type { Compression, FileSpec } from "../../layer/file-spec.ts";
import { isCategorical, type LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { ExportDraft } from "../../session/state.ts";
import { Section } from "../controls/section.tsx";
import { Select } from "../controls/select.tsx";
import { Switch } from "../controls/switch.tsx";
import { Problem } from "../controls/text-field.tsx";
import { plural } from "../format.ts";
import { cellTypeOptions } from "../op-panel/type-fields.tsx";
import { type DraftProblems, planOf } from "./draft-problems.ts";
import { NodataEntry } from "./nodata-entry.tsx";

interface FileSectionProps {
  readonly draft: ExportDraft;
  readonly meta: LayerMeta;
  readonly problems: DraftProblems;
}

const compressions: readonly { readonly value: Compression; readonly label: string; readonly aside: string }[] = [
  { value: "none", label: "None", aside: "largest file" },
  { value: "lzw", label: "LZW", aside: "opens everywhere" },
  { value: "deflate", label: "Deflate", aside: "small, opens everywhere" },
  { value: "zstd", label: "ZSTD", aside: "fast, newer programs" },
];

const layouts = [
  { value: "64", label: "Tiles of 64 × 64 px" },
  { value: "128", label: "Tiles of 128 × 128 px" },
  { value: "256", label: "Tiles of 256 × 256 px" },
  { value: "512", label: "Tiles of 512 × 512 px" },
  { value: "1024", label: "Tiles of 1024 × 1024 px" },
  { value: "strips", label: "Strips of 16 rows" },
];

const methods = [
  { value: "auto", label: "As the layer needs" },
  { value: "average", label: "Average" },
  { value: "nearest", label: "Nearest" },
  { value: "mode", label: "Most frequent" },
] as const;

/** The cells of the file and how they lie in it. */
export function FileSection({ draft, meta, problems }: FileSectionProps) {
  const { file } = draft;
  const set = (change: Partial<FileSpec>) => commands.setExport({ ...draft, file: { ...file, ...change } });
  const tiled = file.layout.kind === "tiles";
  const layout = file.layout.kind === "tiles" ? String(file.layout.size) : "strips";
  const method = file.overviewMethod === "auto" ? (isCategorical(meta) ? "most frequent" : "average") : file.overviewMethod;
  return (
    <>
      <Section title="Cells">
        <div className="beside">
          <Label text="Type">
            <Select
              label="Type"
              value={file.cellType}
              options={cellTypeOptions.map((option) => (option.value === meta.cellType ? { ...option, aside: "as the layer" } : option))}
              onChange={(cellType) => set({ cellType, nodata: fitting(file.nodata, cellType) })}
            />
          </Label>
          <Label text="NoData">
            <NodataEntry value={file.nodata} problem={problems.nodata ?? null} onChange={(nodata) => set({ nodata })} />
          </Label>
        </div>
      </Section>
      <Section title="File">
        <div className="beside">
          <Label text="Compression">
            <Select label="Compression" value={file.compression} options={compressions} onChange={(compression) => set({ compression })} />
          </Label>
          {file.compression !== "none" && (
            <Label text="Predictor">
              <Switch
                name="Predictor"
                caption={cellTypeInfo(file.cellType).float ? "For fractions, usually smaller" : "Stores differences, usually smaller"}
                on={file.predictor}
                onChange={(predictor) => set({ predictor })}
              />
            </Label>
          )}
          <Label text="Layout">
            <Select
              label="Layout"
              value={layout}
              options={layouts.some((one) => one.value === layout) ? layouts : [...layouts, { value: layout, label: `Tiles of ${layout} × ${layout} px` }]}
              onChange={(chosen) =>
                set(chosen === "strips" ? { layout: { kind: "strips", rows: 16 }, overviews: false } : { layout: { kind: "tiles", size: Number(chosen) } })
              }
            />
          </Label>
          <Label text="Overviews">
            <Switch
              name="Overviews"
              caption={overviewWords(draft, meta, method)}
              on={file.overviews && tiled}
              disabled={!tiled}
              onChange={(overviews) => set({ overviews })}
            />
          </Label>
          {file.overviews && tiled && (
            <Label text="Made by">
              <Select label="Overviews made by" value={file.overviewMethod} options={methods} onChange={(overviewMethod) => set({ overviewMethod })} />
            </Label>
          )}
          <Label text="Recipe inside">
            <Switch name="Recipe inside" caption="Steps and source names" on={file.recipe} onChange={(recipe) => set({ recipe })} />
          </Label>
        </div>
        {problems.layout && <Problem>{problems.layout}</Problem>}
      </Section>
    </>
  );
}

const Label = ({ text, children }: { readonly text: string; readonly children: ReactNode }) => (
  <>
    <span className="label" aria-hidden="true">
      {text}
    </span>
    {children}
  </>
);

function overviewWords({ place, file }: ExportDraft, meta: LayerMeta, method: string): string {
  if (file.layout.kind !== "tiles") return "Only with tiles";
  if (!file.overviews) return "Slow to open when large";
  try {
    const levels = planOf({ ...place, file }, meta).levels.length - 1;
    return levels === 0 ? "None needed: one tile holds it" : `${plural(levels, "level")}, ${method}; valid COG`;
  } catch {
    // The sheet says elsewhere why there is no plan.
    return method;
  }
}

/** The NoData number as it is where the type can hold it; else NaN for floats, none for integers. */
function fitting(nodata: number | null, cellType: FileSpec["cellType"]): number | null {
  const { float, min, max } = cellTypeInfo(cellType);
  if (nodata === null) return null;
  if (float) return nodata;
  return Number.isInteger(nodata) && nodata >= min && nodata <= max ? nodata : min === 0 ? max : min;
}
