import { useMemo, useState } from "react";
import { Heading } from "react-aria-components";
import { commands } from "../../session/commands.ts";
import { projectContents } from "../../session/project-file.ts";
import { session } from "../../session/store.ts";
import { Button } from "../controls/button.tsx";
import { Segments } from "../controls/segments.tsx";
import { bytes, plural } from "../format.ts";

type Amount = "plain" | "files";

/** Asks whether the files go along, and says how large either would be. */
export function ProjectDialog() {
  const { plainBytes, files, remote, missing } = useMemo(() => projectContents(session.getState()), []);
  const total = plainBytes + files.reduce((sum, { meta }) => sum + meta.sizeBytes, 0);
  const [amount, setAmount] = useState<Amount>("plain");
  const names = (records: typeof files) => records.map(({ meta }) => meta.name).join(", ");
  const save = () => {
    commands.closeDialog();
    void commands.saveProject(amount === "files");
  };
  return (
    <>
      <div className="dialog-head">
        <Heading slot="title" level={2}>
          Save project
        </Heading>
        <p className="muted">One file with layers, steps, masks, styles and view. Dropped on Rasterloom, here or on another computer, it brings them back.</p>
      </div>
      <div className="dialog-fields">
        <Segments<Amount>
          label="GeoTIFFs"
          value={amount}
          options={[
            { value: "plain", label: `Without the GeoTIFFs · ${bytes(plainBytes)}` },
            { value: "files", label: `With the GeoTIFFs · ${bytes(total)}`, disabled: files.length === 0 },
          ]}
          onChange={setAmount}
        />
        <p className="small muted">
          {amount === "files"
            ? `${plural(files.length, "file")}, stored as they are.`
            : files.length > 0
              ? "Whoever opens it is asked for the GeoTIFFs, and may drop them under any name."
              : "No GeoTIFF of this project is at hand."}
        </p>
        {remote.length > 0 && <p className="small muted">Stays on the web, by its address: {names(remote)}.</p>}
        {missing.length > 0 && <p className="small muted">Not at hand, and so not in it: {names(missing)}.</p>}
      </div>
      <div className="dialog-foot">
        <span className="grow" />
        <Button size="medium" onClick={() => commands.closeDialog()}>
          Cancel
        </Button>
        <Button look="primary" size="medium" onClick={save}>
          Save
        </Button>
      </div>
    </>
  );
}
