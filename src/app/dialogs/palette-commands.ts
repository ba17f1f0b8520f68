import {
  ChartColumn,
  Copy,
  Database,
  DatabaseZap,
  Download,
  Droplet,
  Eye,
  FilePlus,
  FolderOpen,
  Grid2x2,
  HelpCircle,
  Images,
  Info,
  Layers2,
  Link,
  type LucideIcon,
  MapPin,
  Maximize,
  Moon,
  Palette,
  Pencil,
  Redo2,
  Save,
  Sigma,
  SquareSplitHorizontal,
  Sun,
  Trash2,
  Undo2,
  Upload,
} from "lucide-react";
import { commands } from "../../session/commands.ts";
import type { LayerId, State } from "../../session/state.ts";
import { chooseFiles, chooseFolder, chooseProject } from "../empty-state.tsx";
import { frame } from "../frame.ts";
import { showInspector } from "../inspector/inspector-rail.tsx";
import { isKept, layerOf } from "../layer-facts.ts";
import { comparison, toggleCompare } from "../map-cards/compare.ts";
import type { CommandItem } from "./palette-items.ts";

interface Told {
  /** One line that says what it does. */
  readonly help: string;
  readonly icon: LucideIcon;
  /** More words to find it by; the scripting API's names among them. */
  readonly words: string;
  readonly hotkey?: string;
  /** The same in the scripting API. */
  readonly script?: string;
  run(): void;
}

const command = (id: string, label: string, { help, icon, words, hotkey = "", script, run }: Told): CommandItem => ({
  kind: "command",
  id: `command/${id}`,
  label,
  aside: help,
  icon,
  words: [label, help, words, script ?? ""].join(" "),
  hotkey,
  ...(script !== undefined && { script }),
  run,
});

/** What the numbers of the selected layer are, and where they are shown. */
export function measureItems(state: State, id: LayerId): readonly CommandItem[] {
  const isPalette = layerOf(state, id)?.style.mode === "palette";
  return [
    command("histogram", "Histogram", {
      help: "How many cells have which values, and the stretch of the colours",
      icon: ChartColumn,
      words: "class histogram getClassHistogram distribution counts frequency log 2-98 %",
      script: "getHistogram()",
      run() {
        // Colours of a file have no stretch; the bars stand with those of classes and ramps.
        if (isPalette) commands.setStyle(id, { mode: "single" });
        showInspector("style");
      },
    }),
    command("min-max", "Minimum, maximum, mean", {
      help: "The range, mean and deviation of a band, and how many cells have a value",
      icon: Sigma,
      words: "min/max min max range extremes average standard deviation std statistics count cells valid isEmpty is empty",
      script: "getMinMax()",
      run: () => showInspector("info"),
    }),
    command("breaks", "Class breaks", {
      help: "Draw in classes: quantiles, equal intervals, natural breaks, deviations",
      icon: Palette,
      words: "quantile breaks exact int getQuantileBreaksExactInt getBreaks jenks equal interval standard deviation color map colour ColorMap.build legend",
      script: "getQuantileBreaks()",
      run() {
        commands.setStyle(id, { mode: "classes" });
        showInspector("style");
      },
    }),
    command("style", "Colours and stretch", {
      help: "Band, RGB, ramp, stretch and the colour of NoData",
      icon: Droplet,
      words: "color map colour ramp ColorMap transparent viridis magma terrain greys diverging reversed brightness contrast legend",
      run: () => showInspector("style"),
    }),
    command("values", "Values at a point", {
      help: "Click the map: the cells there, after every step and at every date",
      icon: MapPin,
      words: "lookup tile pixel inspector probe point values time series chart min series max series mean series to numpy toTypedArrays",
      script: "getPointValues()",
      run: () => showInspector("values"),
    }),
    command("areas", "Statistics per area…", {
      help: "Count, minimum, maximum, mean and sum in every area, as a table",
      icon: Sigma,
      words: "zonal polygonal summary mean min max sum histogram polygonalMean polygonalMin polygonalMax polygonalSum csv mask areas zones",
      script: "polygonalStatistics()",
      run: () => commands.showAreaTable(id),
    }),
    command("tiles-info", "Tiles and layout", {
      help: "CRS, grid, cell size, tiles, dates and files of the layer",
      icon: Info,
      words:
        "collect keys metadata count tiles keys bounds isEmpty is empty get num partitions getNumPartitions repartition partition strategy layout definition zoom info extent key",
      script: "collectKeys(), collectMetadata(), count()",
      run: () => showInspector("info"),
    }),
    {
      ...command("compare", "Compare", {
        help: "Two states side by side on the map: before and after, layers, dates",
        icon: SquareSplitHorizontal,
        hotkey: "C",
        words: "split slider swipe before after",
        run: toggleCompare,
      }),
      ...(!state.compare && comparison(state) === null && { unfit: "There is only one state: add a step, a date or a layer." }),
    },
  ];
}

/** What can be done with the selected layer as a whole. */
export function layerItems(state: State, id: LayerId): readonly CommandItem[] {
  const layer = layerOf(state, id);
  if (!layer) return [];
  const ready = state.derived[id]?.ok ?? false;
  const kept = isKept(state, id);
  const results = kept
    ? command("drop", "Forget kept results", {
        help: "Free the room that kept tiles take",
        icon: DatabaseZap,
        words: "uncache free storage",
        script: "unpersist()",
        run: () => void commands.dropResults(id),
      })
    : command("keep", "Keep results", {
        help: "Compute every tile once and keep it in this browser",
        icon: Database,
        words: "persist cache store unpersist repartition",
        script: "persist(), cache()",
        run: () => void commands.keepResults(id),
      });
  const ofReady = [
    command("export", "Export GeoTIFF…", {
      help: "One stitched file, at full resolution",
      icon: Download,
      hotkey: "Ctrl E",
      words: "save download write stitch save_stitched to numpy array cog overviews",
      script: "saveStitched()",
      run: () => commands.startExport(id),
    }),
    command("tiles", "Export tiles (zip)", {
      help: "A GeoTIFF for each tile, or for each scene of an untiled layer",
      icon: Grid2x2,
      words: "save download write geotiff to_geotiff_rdd keys",
      script: "toGeoTiff()",
      run: () => void commands.exportGeoTiffTiles(id),
    }),
    {
      ...command("png", "Export PNG tiles (zip)", {
        help: "A picture of each tile in the layer's colours",
        icon: Images,
        words: "save download image to_png_rdd",
        script: "toPng()",
        run: () => void commands.exportPngTiles(id),
      }),
      ...(layer.style.mode === "rgb" && { unfit: "The layer is drawn as RGB; draw one band, classes or its palette." }),
    },
    results,
  ];
  return [
    ...(ready ? ofReady : []),
    command("fit", "Zoom to layer", { help: "Show all of it on the map", icon: Maximize, hotkey: "F", words: "fit", run: () => commands.zoomTo(id) }),
    command("visible", layer.visible ? "Hide layer" : "Show layer", {
      help: layer.visible ? "Take it off the map" : "Put it on the map",
      icon: Eye,
      hotkey: "V",
      words: "show hide visible",
      run: () => commands.setVisible(id, !layer.visible),
    }),
    command("duplicate", "Duplicate layer", {
      help: "The same files, steps and colours once more",
      icon: Copy,
      words: "copy",
      run: () => commands.duplicate(id),
    }),
    command("rename", "Rename layer", {
      help: "Give it another name",
      icon: Pencil,
      hotkey: "F2",
      words: "name",
      // The dialog gives focus back as it closes; the name takes it after that.
      run: () => setTimeout(() => frame.setState({ renaming: id }), 50),
    }),
    command("remove", "Remove layer", {
      help: "Take it out of the list; undo brings it back",
      icon: Trash2,
      hotkey: "Delete",
      words: "delete",
      run: () => commands.remove(id),
    }),
  ];
}

/** What concerns no layer in particular. */
export function generalItems(state: State): readonly CommandItem[] {
  const [undone, redone] = [state.undo.at(-1), state.redo.at(-1)];
  return [
    command("open", "Choose files…", {
      help: "Open GeoTIFFs, or areas as GeoJSON, KML or Shapefile",
      icon: Upload,
      hotkey: "Ctrl O",
      words: "add import load read from numpy from arrays fromTypedArrays",
      script: "geotiff.get()",
      run: () => void chooseFiles(),
    }),
    command("folder", "Choose a folder…", {
      help: "Open every GeoTIFF in it",
      icon: FolderOpen,
      words: "add import load directory",
      run: () => void chooseFolder(),
    }),
    command("address", "Open from an address…", {
      help: "Read a GeoTIFF from the web, only the parts that are wanted",
      icon: Link,
      words: "url http https remote cog cloud range web link uri",
      script: "geotiff.get()",
      run: commands.askAddress,
    }),
    command("save-project", "Save project…", {
      help: "Layers, masks, styles and view as one file, with or without the GeoTIFFs",
      icon: Save,
      words: "download file share move another computer backup rasterloom store",
      run: commands.askSaveProject,
    }),
    command("open-project", "Open a project…", {
      help: "A .rasterloom file takes the place of this project; undo brings it back",
      icon: FolderOpen,
      words: "load rasterloom file",
      run: () => void chooseProject(),
    }),
    command("new-project", "New project", {
      help: "An empty list and map; undo brings this project back",
      icon: FilePlus,
      words: "clear reset start over blank close",
      run: commands.newProject,
    }),
    ...(state.document.layers.length > 0
      ? [
          command("remove-all", "Remove all layers", {
            help: "Take every layer out of the list; undo brings them back",
            icon: Trash2,
            words: "delete clear empty",
            run: commands.removeAll,
          }),
        ]
      : []),
    command("samples", "Try with sample data", {
      help: "Four scenes, heights, land cover and a three-date series",
      icon: Layers2,
      words: "example demo open",
      run: () => void commands.openSamples(),
    }),
    command("fit-all", "Fit all layers", { help: "Show all layers on the map", icon: Maximize, words: "zoom everything", run: () => commands.zoomToAll() }),
    ...(undone
      ? [command("undo", `Undo: ${undone.label}`, { help: "Take back the last change", icon: Undo2, hotkey: "Ctrl Z", words: "", run: commands.undo })]
      : []),
    ...(redone
      ? [command("redo", `Redo: ${redone.label}`, { help: "Do again what was undone", icon: Redo2, hotkey: "Ctrl Shift Z", words: "", run: commands.redo })]
      : []),
    command("light", "Light theme", { help: "Dark ink on white", icon: Sun, words: "bright appearance", run: () => commands.setTheme("light") }),
    command("dark", "Dark theme", { help: "Light ink on black", icon: Moon, words: "night appearance", run: () => commands.setTheme("dark") }),
    command("keys", "Keyboard shortcuts", {
      help: "Every key and what it does",
      icon: HelpCircle,
      hotkey: "?",
      words: "",
      run: () => commands.showShortcuts(),
    }),
  ];
}
