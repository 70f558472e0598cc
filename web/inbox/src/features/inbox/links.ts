/** Addresses in plain text: what becomes a link, where it ends and where it leads. The server does the same in frames. */
export interface TextPart {
  text: string;
  href: string | null;
}

const LINK =
  /(?:https?:\/\/|mailto:|(?<![\w@./-])www\.)[^\s<>"`\u3000-\u3002\uff08-\uff0c\uff1a-\uff1f]{2,2000}|(?<![\w.+@/-])[A-Za-z0-9][\w.+%-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
const ENDS_A_SENTENCE = ".,;:!?'’”»…*_";
const BRACKETS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

const times = (text: string, mark: string): number => text.split(mark).length - 1;

/** Without the points around it, and the brackets that it did not open. */
function withoutEnd(address: string): string {
  for (;;) {
    const last = address.at(-1) ?? "";
    const opening = BRACKETS[last];
    const stray = opening !== undefined && times(address, opening) < times(address, last);
    if (last === "" || (!ENDS_A_SENTENCE.includes(last) && !stray)) return address;
    address = address.slice(0, -1);
  }
}

/** With the scheme that people leave out; null where it leads nowhere. */
function target(shown: string): string | null {
  const lower = shown.toLowerCase();
  if (lower.startsWith("http")) return shown.length > "https://".length ? shown : null;
  if (lower.startsWith("mailto:")) return shown.includes("@") ? shown : null;
  if (lower.startsWith("www.")) return shown.slice(4).includes(".") ? `https://${shown}` : null;
  return `mailto:${shown}`;
}

/** A text cut at its addresses, so that these can be links. */
export function linked(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const shown = withoutEnd(found[0]);
    const href = target(shown);
    if (href === null) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index), href: null });
    parts.push({ text: shown, href });
    from = found.index + shown.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** The target in full. A host in other letters is named in ASCII too: two that look alike differ there. */
export function told(href: string): string {
  try {
    const { hostname } = new URL(href);
    return hostname === "" || href.toLowerCase().includes(hostname) ? href : `${href} (${hostname})`;
  } catch {
    return href;
  }
}
