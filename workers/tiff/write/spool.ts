/** Bytes on their way into a file: appended in a row, read back once as a Blob. */
export interface Spool {
  /** Bytes appended so far; of a spool that was there before, what it held. */
  readonly sizeBytes: number;
  /** Takes the bytes over and returns where they start. "storage-full" when they have no room. */
  append(bytes: Uint8Array<ArrayBuffer>): number;
  /** Hands what was appended to the file system: the end of this tab does not lose it any more. */
  flush(): void;
  /** The bytes from `start`; fewer where the spool ends before. */
  read(start: number, length: number): Uint8Array<ArrayBuffer>;
  /** Forgets everything behind the first bytes. */
  truncate(sizeBytes: number): void;
  /** Everything appended. Nothing can be appended any more; the Blob is good until `remove`. */
  close(): Promise<Blob>;
  /** Lets go of what is there, so that it can be opened again. What was not flushed is lost. */
  leave(): void;
  remove(): Promise<void>;
}

/** Opens a spool, with what it held before if it was there; names are unique within one file. */
export type OpenSpool = (name: string) => Promise<Spool>;

/** Where the spools of files are: a place for each file, by its id. */
export interface SpoolRoom {
  /** Takes the place of a file for this writer; "in-other-tab" when another one is at work there. */
  enter(id: string): Promise<OpenSpool>;
  /** Gives a place up and everything in it; one that another writer has stays. */
  leave(id: string): Promise<void>;
  /** Removes the places that no writer has, but for those named. */
  clear(keep: readonly string[]): Promise<void>;
}
