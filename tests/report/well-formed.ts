// Whether a text is well-formed XML 1.0 (the part of it that we write): for the tests of what others will parse.

const name = "[A-Za-z_][A-Za-z0-9_.-]*";
const token = new RegExp(`<\\?xml [^?]*\\?>|<!--(?:(?!--)[^])*-->|<(/?)(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>|[^<]+`, "y");
/** XML 1.0, §2.2: all that may stand in a document. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const reference = /&(?!(?:amp|lt|gt|quot|apos|#\d+);)/;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root element. Throws where the text is not well-formed. */
export function parseXml(text: string): Element {
  const bad = forbidden.exec(text);
  if (bad) throw new Error(`U+${bad[0].codePointAt(0)!.toString(16)} has no place in XML`);
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`not XML: ${text.slice(at, at + 60)}`);
    const [whole, close, tag, list, empty] = match;
    if (reference.test(whole)) throw new Error(`a bare & in ${whole}`);
    if (tag === undefined) {
      if (!whole.startsWith("<")) open.at(-1)!.text += unescape(whole);
    } else if (close === "/") {
      const last = open.pop();
      if (last?.name !== tag) throw new Error(`</${tag}> closes <${last?.name}>`);
    } else {
      const pairs = [...list!.matchAll(new RegExp(`(${name})="([^"]*)"`, "g"))].map(([, key, value]) => [key!, unescape(value!)] as const);
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute twice in ${whole}`);
      const element: Element = { name: tag, attributes: Object.fromEntries(pairs), children: [], text: "" };
      open.at(-1)!.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one element that is closed");
  return root.children[0]!;
}

function unescape(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, word) => (code ? String.fromCodePoint(Number(code)) : named[word]!));
}
