/** A raw mail for the eye: the names of headers stand back, so that what they say is found at once. */

/** A piece of the text as it came; together the pieces are the whole of it. */
export interface Piece {
  text: string;
  /** The name of a header, with its colon. */
  quiet: boolean;
}

const HEADER = /^[!-9;-~]{1,200}[ \t]*:/;
const BOUNDARY = /\bboundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;

/** Headers of the mail, and of its parts as far as a boundary was announced for them. */
export function pieces(raw: string): Piece[] {
  const found: Piece[] = [];
  const boundaries = new Set<string>();
  let plain = "";
  let inHeaders = true;
  for (const line of raw.split(/(?<=\n)/)) {
    const bare = line.trimEnd();
    const name = inHeaders ? HEADER.exec(line)?.[0] : undefined;
    if (inHeaders) announced(bare, boundaries);
    if (bare === "") inHeaders = false;
    else if (boundaries.has(bare)) inHeaders = true;
    if (name === undefined) {
      plain += line;
      continue;
    }
    if (plain) found.push({ text: plain, quiet: false });
    found.push({ text: name, quiet: true });
    plain = line.slice(name.length);
  }
  if (plain) found.push({ text: plain, quiet: false });
  return found;
}

function announced(line: string, boundaries: Set<string>): void {
  const match = BOUNDARY.exec(line);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary) boundaries.add(`--${boundary}`);
}
