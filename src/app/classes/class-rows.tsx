import { Plus, X } from "lucide-react";
import { Button, IconButton } from "../controls/button.tsx";
import { TextField } from "../controls/text-field.tsx";
import { useWrongText } from "../controls/wrong-text.ts";
import { number, parseNumber } from "../format.ts";

/** One class: up to and with `limit`, what it becomes (null is NoData), and its colour where it has one. */
export interface ClassRow {
  readonly limit: number;
  readonly value: number | null;
  readonly colour?: string;
}

interface ClassRowsProps {
  readonly rows: readonly ClassRow[];
  /** The words over the first column: "Up to", "From", "Equal to". */
  readonly limitWord: string;
  readonly valueWord: string | null;
  /** Read only where the limits are measured. */
  readonly onChange?: (rows: readonly ClassRow[]) => void;
}

/** The limits of classes as a table, one row a class; typed by hand where they are not measured. */
export function ClassRows({ rows, limitWord, valueWord, onChange }: ClassRowsProps) {
  const change = (at: number, part: Partial<ClassRow>) => onChange?.(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const last = rows.at(-1);
  const step = rows.length > 1 ? (last?.limit ?? 0) - (rows.at(-2)?.limit ?? 0) : 1;
  return (
    <div className="class-rows">
      <table>
        <thead>
          <tr>
            <th scope="col">{limitWord}</th>
            {valueWord && <th scope="col">{valueWord}</th>}
            {onChange && <td className="class-remove" />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class has no other name than its place
            <tr key={i}>
              <td>
                <span className="class-limit">
                  {row.colour && <i style={{ background: row.colour }} />}
                  {onChange ? (
                    <NumberCell label={`${limitWord}, class ${i + 1}`} value={row.limit} onChange={(limit) => limit !== null && change(i, { limit })} />
                  ) : (
                    <span className="number">{number(row.limit)}</span>
                  )}
                </span>
              </td>
              {valueWord && (
                <td>
                  {onChange ? (
                    <NumberCell label={`${valueWord}, class ${i + 1}`} value={row.value} empty="NoData" onChange={(value) => change(i, { value })} />
                  ) : (
                    <span className="number">{row.value === null ? "NoData" : number(row.value)}</span>
                  )}
                </td>
              )}
              {onChange && (
                <td>
                  <IconButton
                    icon={X}
                    size="small"
                    label={`Remove class ${i + 1}`}
                    disabled={rows.length === 1}
                    onClick={() => onChange(rows.filter((_, at) => at !== i))}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {onChange && (
        <Button
          look="link"
          size="small"
          icon={Plus}
          onClick={() => onChange([...rows, { limit: (last?.limit ?? 0) + (step || 1), value: (last?.value ?? 0) + 1 }])}
        >
          Add class
        </Button>
      )}
    </div>
  );
}

interface NumberCellProps {
  readonly label: string;
  readonly value: number | null;
  /** What nothing stands for, where it is allowed. */
  readonly empty?: string;
  onChange(value: number | null): void;
}

/** Text that is no number says so and leaves the value as it was. */
function NumberCell({ label, value, empty, onChange }: NumberCellProps) {
  const [wrong, setWrong] = useWrongText(label, value);
  return (
    <TextField
      label={label}
      numeric
      value={wrong ?? (value === null ? "" : number(value))}
      problem={wrong === null ? null : "No number."}
      placeholder={empty ?? ""}
      onCommit={(text) => {
        const isEmpty = empty !== undefined && (text.trim() === "" || text.trim().toLowerCase() === empty.toLowerCase());
        const parsed = isEmpty ? null : parseNumber(text);
        const isGood = isEmpty || (parsed !== null && !Number.isNaN(parsed));
        setWrong(isGood ? null : text);
        if (isGood) onChange(parsed);
      }}
    />
  );
}
