/**
 * Addresses of pages, compared as `chalicelib/domain/page_address.py` does, where it is explained; both are
 * held to `tests/vectors/targeting.json` and to generated cases. Small, since every visitor loads it.
 */

/** In small letters, as far as ASCII goes. */
export const folded = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Whether the pieces between the stars are there in this order, the first and the last at the ends. */
function matches(pieces: string[], seen: string): boolean {
  let from = 0;
  return (
    pieces.every((piece, at) => {
      const found = at ? (pieces[at + 1] == null ? seen.length - piece.length : seen.indexOf(piece, from)) : 0;
      const fits = found >= from && seen.startsWith(piece, found);
      from = found + piece.length;
      return fits;
    }) && from === seen.length
  );
}

/** Whether an address passes a test. `value` is what the team wrote, encoded as browsers encode addresses. */
export function passes(test: string, value: string, address: string): boolean {
  const wanted = folded(value);
  const all = folded(address).split("#")[0]!;
  // what `value` speaks of: the whole address, without scheme, or from the path on
  const seen = all.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)\/?/,
    (_, scheme = "", host) => (wanted[0] === "/" ? "" : (wanted.includes("://") ? scheme : "") + host) + "/",
  );
  // slashes at the end do not count, and the query only where one is asked for
  const bare = (page: string): string =>
    page.split("#")[0]!.replace(wanted.includes("?") ? /\/*(\?|$)/ : /\/*(\?[^]*|$)/, "?");
  return test === "is"
    ? bare(wanted) === bare(seen)
    : test === "contains"
      ? all.includes(wanted)
      : test === "begins"
        ? seen.startsWith(wanted)
        : test === "wildcard" && matches(wanted.split("*"), seen);
}
