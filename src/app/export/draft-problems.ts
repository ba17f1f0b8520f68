import { cellTypeInfo } from "../../cells/cell-type.ts";
import { faultOf } from "../../fault.ts";
import { type FilePlan, planFile } from "../../layer/file-plan.ts";
import { fileSpecSchema } from "../../layer/file-spec.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import type { ExportDraft } from "../../session/state.ts";
import { faultLine } from "../fault-text.ts";
import { number } from "../format.ts";
import { issueText } from "../op-panel/check.ts";

/** Why a draft cannot be exported, by the field where the fix is. Empty when it can. */
export type DraftProblems = { readonly [F in "fileName" | "extent" | "size" | "nodata" | "layout" | "whole"]?: string };

const mostCells = 2 ** 31 - 1;

export function draftProblems({ fileName, place: { extent, cols, rows }, file }: ExportDraft, meta: LayerMeta): DraftProblems {
  if (!/[^\s.].*\.(tiff?|zip)$/i.test(fileName)) return { fileName: "A name is needed." };
  if (/[\\/:*?"<>|]/.test(fileName)) return { fileName: 'A name cannot hold \\ / : * ? " < > |' };
  if (!(extent.west < extent.east)) return { extent: "West must be smaller than east." };
  if (!(extent.south < extent.north)) return { extent: "South must be smaller than north." };
  for (const count of [cols, rows])
    if (!Number.isInteger(count) || count < 1 || count > mostCells) return { size: `Whole numbers from 1 to ${number(mostCells)}.` };
  const { float, min, max, label } = cellTypeInfo(file.cellType);
  if (file.nodata !== null && !float && !(Number.isInteger(file.nodata) && file.nodata >= min && file.nodata <= max))
    return { nodata: `${label} holds whole numbers from ${number(min)} to ${number(max)}.` };
  const parsed = fileSpecSchema.safeParse(file);
  const [issue] = parsed.error?.issues ?? [];
  if (issue) return { [issue.path[0] === "layout" ? "layout" : "whole"]: issueText(issue) };
  try {
    planOf({ cols, rows, file }, meta);
    return {};
  } catch (error) {
    return { whole: faultLine(faultOf(error)) };
  }
}

/** Blocks and overviews of the file that a draft asks for. */
export const planOf = ({ cols, rows, file }: { readonly cols: number; readonly rows: number; readonly file: ExportDraft["file"] }, meta: LayerMeta): FilePlan =>
  planFile({ cols, rows, bandCount: meta.bands.length, spec: file });
