/**
 * Addresses of pages, compared as `chalicelib/domain/page_address.py` does, where it is explained; both are
 * held to `tests/vectors/targeting.json` and to generated cases. Small, since every visitor loads it.
 */

const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?/i;

/** In small letters, as far as ASCII goes. */
export const folded = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** What `value` speaks of: the whole address, without scheme, or from the path on. */
function seenBy(value: string, address: string): string {
  const [, scheme = "", host = "", path = "", query = ""] = PARTS.exec(address) ?? [];
  const page = (path || "/") + query;
  return folded(value[0] === "/" ? page : (value.includes("://") ? scheme : "") + host + page);
}

function bare(address: string, whole: boolean): string {
  const [page = "", ...query] = (address.split("#")[0] ?? "").split("?");
  return page.replace(/\/+$/, "") + (whole ? `?${query.join("?")}` : "");
}

function matches(pattern: string, seen: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return seen === first;
  let from = first.length;
  const end = seen.length - last.length;
  if (!seen.startsWith(first) || end < from || !seen.endsWith(last)) return false;
  for (const piece of rest) {
    const at = seen.indexOf(piece, from);
    from = at + piece.length;
    if (at < 0 || from > end) return false;
  }
  return true;
}

/** Whether an address passes a test. `value` is what the team wrote, encoded as browsers encode addresses. */
export function passes(test: string, value: string, address: string): boolean {
  const wanted = folded(value);
  const seen = seenBy(value, address);
  const whole = value.includes("?");
  return test === "is"
    ? bare(wanted, whole) === bare(seen, whole)
    : test === "contains"
      ? folded(address.split("#")[0] ?? "").includes(wanted)
      : test === "begins"
        ? seen.startsWith(wanted)
        : test === "wildcard" && matches(wanted, seen);
}
