import { openAddresses } from "./open.ts";
import { addressesIn } from "./remote.ts";

/** Open what the page's own address asks for ("?url=…", several allowed), and take it out of there: a reload finds the layers in the project. */
export function openQuery(): void {
  const page = new URL(location.href);
  const asked = page.searchParams.getAll("url");
  if (asked.length === 0) return;
  page.searchParams.delete("url");
  history.replaceState(history.state, "", page);
  void openAddresses(asked.flatMap((text) => addressesIn(text) ?? [text]));
}
