import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** How to get a database of this browser with some stores, opened once and again after it was closed; it makes way for a newer version of the page. */
export function database<Schema extends DBSchema>(name: string, create: (db: IDBPDatabase<Schema>) => void): () => Promise<IDBPDatabase<Schema>> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  return () => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade: create,
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated: () => {
        opened = null;
      },
    });
    return opened;
  };
}
