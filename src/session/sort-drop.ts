/** A file as it was dropped or picked; a handle is kept where the browser gives one. */
export interface DroppedFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
  /** Path of the folder it was dropped or picked with; absent for a file that was chosen by itself. */
  readonly folder?: string;
}

/** Files that belong to a TIFF of the same name. */
export interface SideFiles {
  readonly worldFile?: File;
  readonly prj?: File;
  readonly auxXml?: File;
}

export interface TiffDrop extends DroppedFile {
  readonly sideCars: SideFiles;
}

/** Side-cars that came without their TIFF. */
export interface LooseSideCars {
  /** The base name of the TIFF they belong to, in small letters. */
  readonly stem: string;
  readonly sideCars: SideFiles;
  readonly folder?: string;
}

export interface SortedDrop {
  readonly tiffs: readonly TiffDrop[];
  readonly vectors: readonly DroppedFile[];
  /** Saved projects. */
  readonly projects: readonly DroppedFile[];
  readonly loose: readonly LooseSideCars[];
  /** What lay in a folder and is nothing that Rasterloom opens. */
  readonly others: readonly DroppedFile[];
}

const tiffEndings = [".tif", ".tiff", ".gtiff", ".geotiff", ".btf", ".tf8"];
const projectEnding = ".rasterloom";
const vectorEndings = [".geojson", ".json", ".kml", ".zip"];
/** ".ovr" and ".msk" hold a TIFF's overviews and mask for other programs; Rasterloom makes its own. */
const ignoredEndings = [".ovr", ".msk"];

/** A file's base name in small letters. */
export const stemOf = (name: string): string => name.toLowerCase().replace(/\.[^.]+$/, "");

/**
 * Which of the dropped files are pictures, which lie beside one (in the same folder), which hold areas, and which are projects. A file that was chosen by
 * itself and is none of these is tried as a TIFF; in a folder it is one of the others.
 */
export function sortDrop(files: readonly DroppedFile[]): SortedDrop {
  const side = new Map<string, LooseSideCars>();
  const tiffs: DroppedFile[] = [];
  const vectors: DroppedFile[] = [];
  const projects: DroppedFile[] = [];
  const others: DroppedFile[] = [];
  for (const dropped of files) {
    const { file, folder } = dropped;
    const name = file.name.toLowerCase();
    const ends = (endings: readonly string[]) => endings.some((ending) => name.endsWith(ending));
    const beside = (stem: string, more: SideFiles) => {
      const place = placeName(folder, stem);
      side.set(place, { stem, sideCars: { ...side.get(place)?.sideCars, ...more }, ...(folder !== undefined && { folder }) });
    };
    if (name.endsWith(".aux.xml")) beside(stemOf(name.slice(0, -".aux.xml".length)), { auxXml: file });
    else if (/\.(tfw|tifw|tiffw|wld)$/.test(name)) beside(stemOf(name), { worldFile: file });
    else if (name.endsWith(".prj")) beside(stemOf(name), { prj: file });
    else if (name.endsWith(projectEnding)) projects.push(dropped);
    else if (ends(vectorEndings)) vectors.push(dropped);
    else if (ends(ignoredEndings)) continue;
    else if (folder === undefined || ends(tiffEndings)) tiffs.push(dropped);
    else others.push(dropped);
  }
  const placed = tiffs.map((dropped): TiffDrop => {
    const place = placeName(dropped.folder, stemOf(dropped.file.name));
    const sideCars = side.get(place)?.sideCars ?? {};
    return { ...dropped, sideCars };
  });
  for (const { folder, file } of tiffs) side.delete(placeName(folder, stemOf(file.name)));
  return { tiffs: placed, vectors, projects, loose: [...side.values()], others };
}

const placeName = (folder: string | undefined, stem: string): string => `${folder ?? ""}/${stem}`;
