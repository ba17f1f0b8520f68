import type { DBSchema } from "idb";
import type { FileJob } from "../pool/export.ts";
import { database } from "./open-database.ts";
import type { JobId } from "./state.ts";

/** An export under way, whole enough to go on with it in another tab. */
export interface StoredExport {
  readonly id: JobId;
  readonly fileName: string;
  /** One is the file itself; several are a zip, with the names they have in it. */
  readonly parts: readonly (FileJob & { readonly name: string })[];
}

interface Schema extends DBSchema {
  exports: { key: JobId; value: StoredExport };
}

const open = database<Schema>("rasterloom-exports", (db) => {
  db.createObjectStore("exports");
});

export const readExports = async (): Promise<readonly StoredExport[]> => (await open()).getAll("exports");

export const readExport = async (id: JobId): Promise<StoredExport | undefined> => (await open()).get("exports", id);

export async function putExport(order: StoredExport): Promise<void> {
  await (await open()).put("exports", order, order.id);
}

export async function dropExport(id: JobId): Promise<void> {
  await (await open()).delete("exports", id);
}
