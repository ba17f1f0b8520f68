import { X } from "lucide-react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { Later } from "../controls/later.tsx";
import { frame } from "../frame.ts";
import { InfoTab } from "./info-tab.tsx";
import { StyleTab } from "./style-tab.tsx";
import { ValuesTab } from "./values-tab.tsx";

/** Closes the inspector, whether it is a column or lies over the map. */
function close() {
  if (frame.getState().over === "right") frame.setState({ over: null });
  else commands.closeRight();
}

/** How the selected layer looks, what it holds at a point, what is known of it. */
export function Inspector() {
  const tab = useSession((s) => (s.right.kind === "inspector" ? s.right.tab : "style"));
  const layer = useSession((s) => s.selected);
  return (
    <aside className="column right" aria-label="Inspector" data-region="inspector">
      <Tabs
        className="inspector"
        selectedKey={tab}
        onSelectionChange={(key) => {
          if (key === "style" || key === "values" || key === "info") commands.showInspector(key);
        }}
      >
        <div className="tab-row">
          <TabList className="tab-list" aria-label="Inspector">
            <Tab id="style" className="tab">
              Style
            </Tab>
            <Tab id="values" className="tab">
              Values
            </Tab>
            <Tab id="info" className="tab">
              Info
            </Tab>
          </TabList>
          <IconButton icon={X} label="Close inspector" hotkey="I" onClick={close} />
        </div>
        <TabPanel id="style" className="scroll tab-panel">
          <Later>{layer === null ? <Unselected /> : <StyleTab id={layer} />}</Later>
        </TabPanel>
        <TabPanel id="values" className="scroll tab-panel">
          <Later>
            <ValuesTab />
          </Later>
        </TabPanel>
        <TabPanel id="info" className="scroll tab-panel">
          <Later>{layer === null ? <Unselected /> : <InfoTab key={layer} id={layer} />}</Later>
        </TabPanel>
      </Tabs>
    </aside>
  );
}

const Unselected = () => (
  <div className="section">
    <p className="note">Select a layer to see this.</p>
  </div>
);
