/** A file as it was dropped or picked; a handle is kept where the browser gives one. */
export interface DroppedFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

/** Files that belong to a TIFF of the same name. */
interface SideFiles {
  readonly worldFile?: File;
  readonly prj?: File;
  readonly auxXml?: File;
}

export interface TiffDrop extends DroppedFile {
  readonly sideCars: SideFiles;
}

const vectorEndings = [".geojson", ".json", ".kml", ".zip"];
/** ".ovr" and ".msk" hold a TIFF's overviews and mask for other programs; Rasterloom makes its own. */
const ignoredEndings = [".ovr", ".msk"];

/** Which of the dropped files are pictures, which lie beside one, and which hold areas. Whatever is none of these is tried as a TIFF. */
export function sortDrop(files: readonly DroppedFile[]): { readonly tiffs: readonly TiffDrop[]; readonly vectors: readonly DroppedFile[] } {
  const side = new Map<string, SideFiles>();
  const tiffs: DroppedFile[] = [];
  const vectors: DroppedFile[] = [];
  const beside = (stem: string, more: SideFiles) => side.set(stem, { ...side.get(stem), ...more });
  for (const dropped of files) {
    const name = dropped.file.name.toLowerCase();
    const stem = name.replace(/\.[^.]+$/, "");
    if (name.endsWith(".aux.xml")) beside(name.slice(0, -".aux.xml".length).replace(/\.[^.]+$/, ""), { auxXml: dropped.file });
    else if (/\.(tfw|tifw|tiffw|wld)$/.test(name)) beside(stem, { worldFile: dropped.file });
    else if (name.endsWith(".prj")) beside(stem, { prj: dropped.file });
    else if (vectorEndings.some((ending) => name.endsWith(ending))) vectors.push(dropped);
    else if (!ignoredEndings.some((ending) => name.endsWith(ending))) tiffs.push(dropped);
  }
  return { tiffs: tiffs.map((dropped) => ({ ...dropped, sideCars: side.get(dropped.file.name.toLowerCase().replace(/\.[^.]+$/, "")) ?? {} })), vectors };
}
