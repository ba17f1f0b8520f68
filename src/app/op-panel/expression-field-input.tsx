import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { ExpressionProblem } from "../../algebra/problem.ts";
import { plural } from "../format.ts";
import { type NamedMeta, type Word, wordsAt } from "./expression-words.ts";

interface ExpressionInputProps {
  readonly id: string;
  readonly text: string;
  readonly problem: ExpressionProblem | null;
  readonly describedBy: string | undefined;
  readonly layers: readonly NamedMeta[];
  readonly firstBand: 0 | 1;
  onType(text: string): void;
  /** On Enter and when the field is left. */
  onDone(): void;
  /** True while the text is not the one that is computed: Escape brings that back. */
  readonly isChanged: boolean;
  onUndo(): void;
}

/** Text with the place of a problem underlined, and a list of words that fit: arrows choose, Enter or Tab take one, Escape closes. */
export function ExpressionInput({ id, text, problem, describedBy, layers, firstBand, onType, onDone, isChanged, onUndo }: ExpressionInputProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [offer, setOffer] = useState<{ readonly from: number; readonly words: readonly Word[]; readonly chosen: number } | null>(null);
  const listId = useId();
  const look = (typed: string, always: boolean) => {
    const caret = area.current?.selectionStart ?? typed.length;
    const { from, words } = wordsAt({ text: typed, caret, layers, firstBand });
    setOffer(words.length > 0 && (always || from < caret) ? { from, words, chosen: 0 } : null);
  };
  const take = (word: Word) => {
    const element = area.current;
    if (!element || !offer) return;
    element.setRangeText(word.text, offer.from, element.selectionStart, "end");
    setOffer(null);
    onType(element.value);
    element.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " && event.ctrlKey) look(text, true);
    else if (event.key === "Escape" && offer) setOffer(null);
    else if (event.key === "Escape" && isChanged) onUndo();
    else if (offer && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const by = event.key === "ArrowDown" ? 1 : -1;
      setOffer({ ...offer, chosen: (offer.chosen + by + offer.words.length) % offer.words.length });
    } else if (offer && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(offer.words[offer.chosen]!);
    else if (event.key === "Enter" && !event.shiftKey) onDone();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="expression">
      <div className="expression-text" aria-hidden="true">
        <Marked text={text} problem={problem} />
      </div>
      <textarea
        id={id}
        ref={area}
        className="field"
        rows={2}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={offer ? listId : undefined}
        aria-activedescendant={offer ? `${listId}-${offer.chosen}` : undefined}
        onChange={(event) => {
          onType(event.target.value);
          look(event.target.value, false);
        }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          // A formula that does nothing yet is there to be typed over.
          if (text === layers[0]?.name) event.target.select();
        }}
        onBlur={() => {
          setOffer(null);
          onDone();
        }}
      />
      {offer && (
        <div className="popover expression-words" role="listbox" id={listId} aria-label="Words that fit">
          {offer.words.map((word, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the text, which chooses among the options
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text, which names the active option
            <div
              key={word.text}
              role="option"
              id={`${listId}-${i}`}
              className="option"
              aria-selected={i === offer.chosen}
              ref={i === offer.chosen ? inSight : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(word)}
            >
              <span className="expression-word">{word.label}</span>
              <span className="aside cut">{word.aside}</span>
            </div>
          ))}
        </div>
      )}
      <span className="unseen" role="status">
        {offer ? `${plural(offer.words.length, "word")} to choose from` : ""}
      </span>
    </div>
  );
}

const inSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

/** The text again, behind itself, so that a part of it can be underlined. */
function Marked({ text, problem }: { readonly text: string; readonly problem: ExpressionProblem | null }) {
  if (!problem || text === "") return text;
  const end = Math.max(problem.end, problem.at + 1);
  return (
    <>
      {text.slice(0, problem.at)}
      <mark>{text.slice(problem.at, end) || " "}</mark>
      {text.slice(end)}
    </>
  );
}
