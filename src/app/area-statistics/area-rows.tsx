import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { type Instant, instantText } from "../../layer/instant.ts";
import type { Statistics } from "../../ops/cell-statistics.ts";
import type { AreaRow, AreaTable } from "../../session/area-table.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { number, reading } from "../format.ts";
import { metaOf } from "../layer-facts.ts";

/** One line of the table: an area at a date, in a band. */
interface Line {
  readonly area: number;
  readonly instant: Instant | null;
  readonly band: number;
  readonly own: Statistics;
}

interface Column {
  readonly id: string;
  readonly label: string;
  readonly isNumber: boolean;
  /** What the lines are sorted by. */
  key(line: Line): number;
  text(line: Line): string;
}

const figures: readonly (readonly [id: "min" | "max" | "mean" | "sum" | "deviation", label: string])[] = [
  ["min", "Min"],
  ["max", "Max"],
  ["mean", "Mean"],
  ["sum", "Sum"],
  ["deviation", "Std dev"],
];

/** Lines that are drawn; a table of more would make the page slow. */
const linesShown = 1000;

/** Every area, date and band with its numbers; a click on a head sorts. */
export function AreaRows({ table, rows }: { readonly table: AreaTable; readonly rows: readonly AreaRow[] }) {
  const bands = useSession((s) => metaOf(s, table.layer)?.bands ?? none);
  const [sort, setSort] = useState<{ readonly by: string; readonly down: boolean }>({ by: "area", down: false });
  const lines = rows.flatMap(({ area, instant, bands: found }) => found.map((own, band): Line => ({ area, instant, band, own })));
  const columns = columnsOf(
    lines,
    bands.map((band, i) => band.name || `Band ${i + 1}`),
  );
  const column = columns.find(({ id }) => id === sort.by) ?? columns[0];
  const sorted = column ? [...lines].sort((l, r) => compared(column.key(l), column.key(r), sort.down)) : lines;
  return (
    <div className="area-scroll">
      <table className="area-table" aria-label="Statistics per area">
        <thead>
          <tr>
            {columns.map(({ id, label, isNumber }) => (
              <th key={id} scope="col" data-number={isNumber || undefined} aria-sort={sort.by === id ? (sort.down ? "descending" : "ascending") : undefined}>
                <button type="button" onClick={() => setSort({ by: id, down: sort.by === id && !sort.down })}>
                  {label}
                  {sort.by === id && <Icon of={sort.down ? ArrowDown : ArrowUp} />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, linesShown).map((line) => (
            <tr key={`${line.area}/${line.instant}/${line.band}`}>
              {columns.map(({ id, isNumber, text }) =>
                id === "area" ? (
                  <th key={id} scope="row">
                    {text(line)}
                  </th>
                ) : (
                  <td key={id} data-number={isNumber || undefined}>
                    {text(line)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > linesShown && (
        <p className="note area-note">
          The first {number(linesShown, 0)} of {number(lines.length, 0)} rows; the CSV has all.
        </p>
      )}
    </div>
  );
}

/** Dates and bands have a column only where they tell rows apart. */
function columnsOf(lines: readonly Line[], bands: readonly string[]): readonly Column[] {
  const hasDates = new Set(lines.map(({ instant }) => instant)).size > 1;
  const hasBands = lines.some(({ band }) => band > 0);
  const texts: Column[] = [
    { id: "area", label: "Area", isNumber: false, key: ({ area }) => area, text: ({ area }) => `Area ${area + 1}` },
    ...(hasDates
      ? [
          {
            id: "date",
            label: "Date",
            isNumber: false,
            key: ({ instant }: Line) => instant ?? Number.NEGATIVE_INFINITY,
            text: ({ instant }: Line) => (instant === null ? "–" : instantText(instant)),
          },
        ]
      : []),
    ...(hasBands
      ? [{ id: "band", label: "Band", isNumber: false, key: ({ band }: Line) => band, text: ({ band }: Line) => bands[band] ?? `Band ${band + 1}` }]
      : []),
    { id: "count", label: "Cells", isNumber: true, key: ({ own }) => own.count, text: ({ own }) => number(own.count, 0) },
  ];
  const numbers = figures.map(
    ([id, label]): Column => ({
      id,
      label,
      isNumber: true,
      key: ({ own }) => (own.count === 0 ? Number.NaN : own[id]),
      text: ({ own }) => (own.count === 0 ? "–" : reading(own[id])),
    }),
  );
  return [...texts, ...numbers];
}

/** What has no number stands last either way; equal ones stay in their order. */
function compared(left: number, right: number, down: boolean): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left === right ? 0 : (left < right ? -1 : 1) * (down ? -1 : 1);
}

const none: readonly never[] = [];
