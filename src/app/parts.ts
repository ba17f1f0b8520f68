import { AreaPanel } from "./area-statistics/area-panel.tsx";
import { Dialogs } from "./dialogs/dialogs.tsx";
import { ExportSheet } from "./export/export-sheet.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { LayerList } from "./layer-list/layer-list.tsx";
import { MapCards } from "./map-cards/map-cards.tsx";

/** What no first picture shows; it comes as one chunk when the frame stands. */
export const parts = { AreaPanel, Dialogs, ExportSheet, Inspector, LayerList, MapCards };
