/** One `KEYWORD[...]` of a WKT text; bare words such as NORTH are strings too. */
export interface WktNode {
  /** Upper case. */
  readonly keyword: string;
  readonly items: readonly (WktNode | string | number)[];
}

/** Reads WKT 1 or 2, with [ ] or ( ); null when the text is not one well-formed node. */
export function parseWkt(text: string): WktNode | null {
  const tokens = text.match(/"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[[\](),]/g) ?? [];
  let at = 0;
  const node = (): WktNode | null => {
    const keyword = tokens[at++];
    if (!keyword || !/^[A-Za-z_]/.test(keyword) || !isOpen(tokens[at])) return null;
    at++;
    const items: (WktNode | string | number)[] = [];
    while (at < tokens.length) {
      const token = tokens[at] ?? "";
      if (token === "]" || token === ")") {
        at++;
        return { keyword: keyword.toUpperCase(), items };
      }
      if (token === ",") at++;
      else if (token.startsWith('"')) {
        items.push(token.slice(1, -1).replaceAll('""', '"'));
        at++;
      } else if (/^[A-Za-z_]/.test(token)) {
        if (isOpen(tokens[at + 1])) {
          const inner = node();
          if (!inner) return null;
          items.push(inner);
        } else {
          items.push(token);
          at++;
        }
      } else if (/\d/.test(token)) {
        items.push(Number(token));
        at++;
      } else return null;
    }
    return null;
  };
  return node();
}

const isOpen = (token: string | undefined): boolean => token === "[" || token === "(";

const isNode = (item: WktNode | string | number | undefined): item is WktNode => typeof item === "object";

/** The direct children with one of these keywords. */
export const children = (node: WktNode, ...keywords: string[]): readonly WktNode[] =>
  node.items.filter(isNode).filter(({ keyword }) => keywords.includes(keyword));

export const child = (node: WktNode | null, ...keywords: string[]): WktNode | null => (node ? (children(node, ...keywords)[0] ?? null) : null);

/** The first string of a node, which is its name. */
export const nameOf = (node: WktNode | null): string => node?.items.find((item) => typeof item === "string") ?? "";

/** The numbers of a node in their order. */
export const numbersOf = (node: WktNode | null): readonly number[] => (node ? node.items.filter((item) => typeof item === "number") : []);
