import type { Page } from "@playwright/test";

/** Drops files from the disk on the middle of the window, as the browser does when a hand lets go of them. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await devtools.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  await devtools.detach();
}
