import type { DroppedFile } from "../session/commands.ts";

type HandleItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/**
 * Every file of a drop, those inside dropped folders too. Must be called before the drop event ends: the browser
 * empties its items afterwards. Handles come where the browser gives them.
 */
export function droppedFiles(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const pending = [...transfer.items].filter((item) => item.kind === "file").map(readItem);
  return Promise.all(pending).then((lists) => lists.flat());
}

/** Asks for a folder; every file in it and below, hidden ones not. An empty list when the user closes the picker. */
export async function pickFolder(): Promise<readonly DroppedFile[]> {
  const files = await askFor({ webkitdirectory: true });
  return files.flatMap((file) => {
    const path = file.webkitRelativePath.split("/").slice(0, -1);
    return [...path, file.name].some((name) => name.startsWith(".")) ? [] : [{ file, handle: null, folder: path.join("/") }];
  });
}

/** Asks for files; an empty list when the user closes the picker. */
export async function pickFiles(multiple = true, accept = ""): Promise<readonly DroppedFile[]> {
  return (await askFor({ multiple, accept })).map((file) => ({ file, handle: null }));
}

function askFor(options: Partial<Pick<HTMLInputElement, "multiple" | "accept" | "webkitdirectory">>): Promise<readonly File[]> {
  const input = Object.assign(document.createElement("input"), { type: "file", ...options });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

async function readItem(item: HandleItem): Promise<readonly DroppedFile[]> {
  // All three are asked at once: none of them may be asked after an await.
  const entry = item.webkitGetAsEntry();
  const file = item.getAsFile();
  const asked = entry?.isDirectory ? undefined : item.getAsFileSystemHandle?.();
  if (entry?.isDirectory) return readEntry(entry, entry.name);
  const handle = await asked?.catch(() => null);
  if (handle?.kind === "file") return [{ file: file ?? (await (handle as FileSystemFileHandle).getFile()), handle: handle as FileSystemFileHandle }];
  return file ? [{ file, handle: null }] : [];
}

/** `folder` is the path of the folder that the entry lies in, or is. */
async function readEntry(entry: FileSystemEntry, folder: string): Promise<readonly DroppedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, handle: null, folder }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: DroppedFile[] = [];
  // A reader gives at most a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const inner of entries)
      if (!inner.name.startsWith(".")) found.push(...(await readEntry(inner, inner.isDirectory ? `${folder}/${inner.name}` : folder)));
  }
}
