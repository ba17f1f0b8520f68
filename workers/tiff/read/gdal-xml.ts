/** One `<Item>` of the GDAL_METADATA tag. */
export interface GdalItem {
  readonly name: string;
  readonly value: string;
  /** Band from 0; null for the whole file. */
  readonly sample: number | null;
  readonly role: string;
  readonly domain: string;
}

/** The items of a GDAL_METADATA tag; what is not an item is passed over. GDAL escapes their values twice. */
export function gdalItems(xml: string): GdalItem[] {
  return elements(xml, "Item").map(({ attributes, text }) => ({
    name: attributes.name ?? "",
    value: resolve(text),
    sample: attributes.sample === undefined ? null : Number(attributes.sample),
    role: attributes.role ?? "",
    domain: attributes.domain ?? "",
  }));
}

export interface XmlElement {
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands between the tags, entities resolved. Inner tags stay as they are. */
  readonly text: string;
  readonly inner: string;
}

/** Elements of one name that do not hold another of the same name. Workers have no DOMParser, and GDAL's XML is plain. */
export function elements(xml: string, name: string): XmlElement[] {
  const pattern = new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, "g");
  return Array.from(xml.matchAll(pattern), ([, head = "", inner = ""]) => ({
    attributes: Object.fromEntries(
      Array.from(head.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g), ([, key, one, two]) => [key!, resolve(one ?? two ?? "")]),
    ),
    text: resolve(inner),
    inner,
  }));
}

/** The text of the first element of a name, trimmed; null without one. */
export const elementText = (xml: string, name: string): string | null => elements(xml, name)[0]?.text.trim() ?? null;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const resolve = (text: string): string =>
  text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, "$1")
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
      hex ? codePoint(Number.parseInt(hex, 16), whole) : decimal ? codePoint(Number(decimal), whole) : (entities[name] ?? whole),
    );

const codePoint = (code: number, otherwise: string): string => (code <= 0x10ffff ? String.fromCodePoint(code) : otherwise);
