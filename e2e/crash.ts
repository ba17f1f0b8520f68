import type { BrowserContext, Locator, Page } from "@playwright/test";
import { openWorkbench } from "./workbench.ts";

/** Ends the tab as the system does when memory runs out: nothing in the page hears of it. A new tab opens the page again. */
export async function killTab(page: Page, context: BrowserContext): Promise<Page> {
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // A page that is gone does not answer.
  void devtools.send("Page.crash").catch(() => {});
  await crashed;
  const next = await context.newPage();
  await openWorkbench(next);
  return next;
}

/** How many files lie in the origin's private folders. */
export const privateFiles = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const count = async (folder: FileSystemDirectoryHandle): Promise<number> => {
      let files = 0;
      for await (const entry of folder.values()) files += entry instanceof FileSystemDirectoryHandle ? await count(entry) : 1;
      return files;
    };
    return count(await navigator.storage.getDirectory());
  });

/** The export sheet of the layer, set to so many columns; answers the button that starts the export. */
export async function orderExport(page: Page, columns: number): Promise<Locator> {
  await page.getByRole("banner").getByRole("button", { name: "Export GeoTIFF" }).click();
  const sheet = page.getByRole("complementary", { name: "Export GeoTIFF" });
  const field = sheet.getByRole("textbox", { name: "Columns" });
  await field.fill(String(columns));
  await field.press("Tab");
  return sheet.getByRole("button", { name: "Export GeoTIFF" });
}

export const jobs = (page: Page): Locator => page.getByRole("region", { name: "Jobs" });
