// What no first picture shows. One module, so that it comes as one chunk when the frame stands.
export { AreaPanel } from "./area-statistics/area-panel.tsx";
export { Dialogs } from "./dialogs/dialogs.tsx";
export { ExportSheet } from "./export/export-sheet.tsx";
export { Inspector } from "./inspector/inspector.tsx";
export { LayerList } from "./layer-list/layer-list.tsx";
export { MapCards } from "./map-cards/map-cards.tsx";
