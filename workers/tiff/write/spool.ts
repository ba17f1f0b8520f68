/** Bytes on their way into a file: appended in a row, read back once as a Blob. */
export interface Spool {
  /** Bytes appended so far. */
  readonly sizeBytes: number;
  /** Takes the bytes over and returns where they start. "storage-full" when they have no room. */
  append(bytes: Uint8Array<ArrayBuffer>): number;
  /** Everything appended. Nothing can be appended any more; the Blob is good until `remove`. */
  close(): Promise<Blob>;
  remove(): Promise<void>;
}

/** Makes an empty spool; names are unique within one file. */
export type OpenSpool = (name: string) => Promise<Spool>;
