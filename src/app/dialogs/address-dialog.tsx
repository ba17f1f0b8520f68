import { useState } from "react";
import { Heading } from "react-aria-components";
import { commands } from "../../session/commands.ts";
import { addressesIn } from "../../session/remote.ts";
import { Button } from "../controls/button.tsx";
import { Problem } from "../controls/text-field.tsx";

/** Asks for the addresses of GeoTIFFs. Nothing is contacted before they are opened. */
export function AddressDialog() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(false);
  const addresses = addressesIn(text);
  const open = () => {
    setAsked(true);
    if (!addresses) return;
    commands.closeDialog();
    void commands.openAddresses(addresses);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <div className="dialog-head">
        <Heading slot="title" level={2}>
          Open from an address
        </Heading>
        <p className="muted">
          A GeoTIFF on the web is read from where it is: its header first, then only the parts that the map or an export needs. Cloud Optimized GeoTIFFs show at
          once, whatever their size.
        </p>
      </div>
      <div className="dialog-fields">
        <label className="label" htmlFor="address">
          Address, or several with blanks between them
        </label>
        <span className="field" data-invalid={(asked && !addresses) || undefined}>
          <input
            id="address"
            type="text"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else
            autoFocus
            value={text}
            aria-invalid={(asked && !addresses) || undefined}
            aria-describedby={asked && !addresses ? "address-problem" : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        {asked && !addresses && <Problem id="address-problem">An address begins with https:// or http://, and holds no blanks.</Problem>}
      </div>
      <div className="dialog-foot">
        <span className="small muted grow">Only this address is contacted. The server must allow it (CORS) and give parts of files (ranges).</span>
        <Button size="medium" onClick={() => commands.closeDialog()}>
          Cancel
        </Button>
        <Button look="primary" size="medium" type="submit" disabled={text.trim() === ""}>
          Open
        </Button>
      </div>
    </form>
  );
}
