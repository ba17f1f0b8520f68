/** The part of the File System Access API that TypeScript's own library leaves out. */
interface FileSystemHandle {
  queryPermission(options: { readonly mode: "read" | "readwrite" }): Promise<PermissionState>;
  requestPermission(options: { readonly mode: "read" | "readwrite" }): Promise<PermissionState>;
}
