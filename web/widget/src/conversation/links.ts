/** Addresses within plain text. Nothing but http and https becomes a link. */

export interface Piece {
  text: string;
  href?: string;
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+/gi;
// what ends a sentence does not belong to an address, nor does a bracket that was opened before it
const TAIL = /[.,;:!?…]+$|[)\]}]+[.,;:!?]*$/;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: whole, index } of text.matchAll(ADDRESS)) {
    const shown = whole.includes("(") ? whole.replace(/[.,;:!?]+$/, "") : whole.replace(TAIL, "");
    if (index > from) found.push({ text: text.slice(from, index) });
    found.push({ text: shown, href: /^www/i.test(shown) ? `https://${shown}` : shown });
    from = index + shown.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}
