import { useEffect } from "react";
import { Group, Panel, usePanelRef } from "react-resizable-panels";
import { useSession } from "../session/use-session.ts";
import { Announcer } from "./announcer.tsx";
import { ColumnEdge } from "./column-edge.tsx";
import { Later } from "./controls/later.tsx";
import { DropZone } from "./drop-zone.tsx";
import { useFrame } from "./frame.ts";
import { InspectorRail } from "./inspector/inspector-rail.tsx";
import { LayerRail } from "./layer-list/layer-rail.tsx";
import { MapRegion } from "./map-cards/map-region.tsx";
import { OtherTab } from "./other-tab.tsx";
import { fetchParts, Part } from "./part.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { StatusBar } from "./status-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import { columnWidths, keepWidth } from "./widths.ts";

/** The whole window: bars above and below, layers, map, inspector or export sheet between them. */
export function Workbench() {
  useTheme();
  useShortcuts();
  useEffect(() => void fetchParts(), []);
  const room = useFrame((f) => f.room);
  return (
    <>
      <div className="app" data-room={room}>
        <TopBar />
        <OtherTab />
        <Columns />
        <StatusBar />
      </div>
      <TooNarrow />
      <Part of="Dialogs" />
      <DropZone />
      <Announcer />
    </>
  );
}

/** The three columns; which of them are whole, rails or gone follows from the room and from what is open. */
function Columns() {
  const room = useFrame((f) => f.room);
  const over = useFrame((f) => f.over);
  const hasList = useSession((s) => s.document.layers.length + s.waiting.length + s.failures.length + s.notices.length > 0);
  const leftOpen = useSession((s) => s.leftOpen);
  const right = useSession((s) => s.right.kind);
  const wide = room === "wide";
  const leftWhole = hasList && leftOpen && (wide || (room === "medium" && right !== "export"));
  const leftRail = hasList && !leftWhole;
  const sheet = hasList && right === "export";
  const inspector = hasList && wide && right === "inspector";
  const rightRail = hasList && !sheet && !inspector;
  const widths = columnWidths(room);
  const leftPanel = usePanelRef();
  const rightPanel = usePanelRef();
  return (
    <div className="columns">
      {leftRail && <LayerRail />}
      <Group className="column-group" orientation="horizontal" id="columns">
        {leftWhole && (
          <Panel
            panelRef={leftPanel}
            id="left"
            minSize={280}
            maxSize={480}
            defaultSize={widths.left}
            groupResizeBehavior="preserve-pixel-size"
            onResize={keepWidth("left")}
          >
            <LeftColumn />
          </Panel>
        )}
        {leftWhole && <ColumnEdge column="left" panel={leftPanel} label="Width of the layers panel" />}
        <Panel id="map" minSize={240}>
          <div className="map-column">
            <MapRegion />
            <Part of="AreaPanel" />
          </div>
        </Panel>
        {(inspector || sheet) && (
          <ColumnEdge
            key={right}
            column={sheet ? "sheet" : "right"}
            panel={rightPanel}
            label={sheet ? "Width of the export sheet" : "Width of the inspector"}
          />
        )}
        {inspector && (
          <Panel
            panelRef={rightPanel}
            id="right"
            minSize={280}
            maxSize={440}
            defaultSize={widths.right}
            groupResizeBehavior="preserve-pixel-size"
            onResize={keepWidth("right")}
          >
            <Part of="Inspector" />
          </Panel>
        )}
        {sheet && (
          <Panel
            panelRef={rightPanel}
            id="sheet"
            minSize={320}
            maxSize={480}
            defaultSize={widths.sheet}
            groupResizeBehavior="preserve-pixel-size"
            onResize={keepWidth("sheet")}
          >
            <Part of="ExportSheet" />
          </Panel>
        )}
      </Group>
      {rightRail && <InspectorRail />}
      {leftRail && over === "left" && (
        <div className="over" data-side="left">
          <LeftColumn />
        </div>
      )}
      {rightRail && over === "right" && right === "inspector" && (
        <div className="over" data-side="right">
          <Part of="Inspector" />
        </div>
      )}
    </div>
  );
}

const LeftColumn = () => (
  <aside className="column left" aria-label="Layers" data-region="layers">
    <Later>
      <Part of="LayerList" />
    </Later>
  </aside>
);

function TooNarrow() {
  const tiny = useFrame((f) => f.room === "tiny");
  return tiny ? <p className="too-narrow">Rasterloom needs a wider window for the map. Your layers stay as they are.</p> : null;
}

function useTheme() {
  const theme = useSession((s) => s.theme);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
