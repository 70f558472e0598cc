/**
 * Who sees a chatflow: patterns, which the server makes of what the team wrote
 * (`chalicelib/domain/targeting_patterns.py`), tried on what is known of a page view. Small, since every
 * visitor loads it. `tests/vectors/targeting.json` and generated cases hold it to what the server decides.
 */

/** True where the pattern is found in the fact; the flags are those of a `RegExp`. */
export type Line = readonly [fact: string, pattern: string, flags: string];

/** All lines of one of the groups. */
export type Targeting = readonly (readonly Line[])[];

/** What is known of a page view; an empty text where it is not known. */
export interface Facts {
  url: string;
  referrer: string;
  country: string;
  device: string;
  language: string;
  visits: number;
  pages: number;
  /** the visitor is a contact */
  visitor: boolean;
  /** their name is known */
  name: boolean;
  /** their email is known */
  email: boolean;
}

/** An address without "#", and with the slash behind the site. */
const pageOf = (address: string): string =>
  address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)\/?([^#]*)[^]*/i, "$1$2/$3");

/** Whether a visitor sees it. */
export function isShown(target: Targeting, facts: Facts): boolean {
  const known: Record<string, unknown> = {
    ...facts,
    page: pageOf(facts.url),
    from: pageOf(facts.referrer),
    query: new URLSearchParams(facts.url.replace(/^[^?#]*|#[^]*/g, "")),
  };
  return target.some((group) =>
    group.every(([fact, pattern, flags]) => new RegExp(pattern, flags).test(known[fact] as string)),
  );
}
