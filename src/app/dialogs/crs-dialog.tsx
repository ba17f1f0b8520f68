import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { Header, Heading, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from "react-aria-components";
import type { SceneId } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { useEpsg } from "../epsg.ts";
import { coordinateDecimals, number, reading } from "../format.ts";
import { crsCode } from "../layer-facts.ts";
import { affineExtent, type Candidate, candidatesFor } from "./candidates.ts";
import { useLayerGround } from "./layer-ground.ts";
import { MiniMap } from "./mini-map.tsx";

/** Asks for the CRS of a file that does not tell it. What would put the file in a likely place comes first; nothing is guessed. */
export function CrsDialog({ scene }: { readonly scene: SceneId }) {
  const meta = useSession((s) => s.scenes[scene]?.meta ?? null);
  const others = useLayerGround();
  const ready = useEpsg();
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState<string | null>(null);
  const extent = useMemo(() => meta && affineExtent(meta), [meta]);
  const groups = useMemo(() => (ready ? candidatesFor(extent, others, query) : []), [ready, extent, others, query]);
  const all = groups.flatMap((group) => group.candidates);
  const chosen = all.find((one) => one.id === picked) ?? (groups[0]?.likely ? (all[0] ?? null) : null);
  if (!meta) return null;
  const cell = meta.affine && Math.hypot(meta.affine[0], meta.affine[3]);
  const high = meta.affine && Math.hypot(meta.affine[1], meta.affine[4]);
  const decimals = coordinateDecimals(cell ?? 1);
  return (
    <>
      <div className="dialog-head">
        <Heading slot="title" level={2}>
          Which CRS does {meta.name} use?
        </Heading>
        <p className="muted">
          {meta.affine
            ? "The file knows its corners but not its CRS, and Rasterloom never guesses. Pick the one that puts it in the right place."
            : "The file has no position at all: without a world file beside it, it cannot be placed on the map."}
        </p>
      </div>
      <div className="crs-body">
        <div className="crs-choice">
          <SearchField className="field crs-search" aria-label="Code, name or place" value={query} onChange={setQuery} autoFocus>
            <Icon of={Search} />
            <Input placeholder="Code, name or place" />
          </SearchField>
          <ListBox
            className="candidates"
            aria-label="CRS"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={chosen ? [chosen.id] : []}
            onSelectionChange={(keys) => setPicked(keys === "all" ? null : String([...keys][0] ?? ""))}
            renderEmptyState={() => (
              <p className="options-empty">{ready ? "Nothing found. Try a code such as 3794, a country or a projection." : "Reading the table of systems"}</p>
            )}
          >
            {groups.map((group) => (
              <ListBoxSection key={group.title} id={group.title}>
                <Header className="group-head">{group.title}</Header>
                {group.candidates.map((candidate) => (
                  <CandidateRow key={candidate.id} candidate={candidate} />
                ))}
              </ListBoxSection>
            ))}
          </ListBox>
        </div>
        <div className="crs-preview">
          <MiniMap placed={chosen?.ground ?? null} others={others} name={meta.name} />
          {extent && (
            <dl className="facts">
              <dt>West, south</dt>
              <dd>
                {number(extent.west, decimals)}, {number(extent.south, decimals)}
              </dd>
              <dt>East, north</dt>
              <dd>
                {number(extent.east, decimals)}, {number(extent.north, decimals)}
              </dd>
              <dt>Cell</dt>
              <dd>
                {reading(cell ?? 0)} × {reading(high ?? 0)} units
              </dd>
            </dl>
          )}
        </div>
      </div>
      <div className="dialog-foot">
        <span className="small muted grow">A .prj file dropped beside it answers this too.</span>
        <Button
          size="medium"
          onClick={() => {
            commands.closeDialog();
            commands.leaveOut(scene);
          }}
        >
          Leave the file out
        </Button>
        <Button
          look="primary"
          size="medium"
          disabled={!chosen || !meta.affine}
          onClick={() => {
            if (!chosen) return;
            commands.closeDialog();
            commands.placeScene(scene, chosen.crs);
          }}
        >
          {chosen ? `Use ${crsCode(chosen.crs)}` : "Use this CRS"}
        </Button>
      </div>
    </>
  );
}

const CandidateRow = ({ candidate: { id, crs, where } }: { readonly candidate: Candidate }) => (
  <ListBoxItem id={id} className="candidate" textValue={`${crsCode(crs)} ${crs.name}`}>
    <span className="radio" />
    <span>
      <b>{crs.name}</b>
      <span className="small muted" style={{ display: "block" }}>
        {crsCode(crs)} · {where}
      </span>
    </span>
  </ListBoxItem>
);
