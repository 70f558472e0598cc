/** A raw mail for the eye: the names of headers stand back, so that what they say is found at once. */

/** A piece of the text as it came; together the pieces are the whole of it. */
export interface Piece {
  text: string;
  /** The name of a header, with its colon. */
  quiet: boolean;
  /** The number of a line in which the mail is broken, from 1; the piece is the whole line. */
  broken?: number;
}

const HEADER = /^[!-9;-~]{1,200}[ \t]*:/;
const BOUNDARY = /\bboundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;

/** Headers of the mail, and of its parts as far as a boundary was announced for them; `broken` are lines. */
export function pieces(raw: string, broken: ReadonlySet<number> = new Set()): Piece[] {
  const found: Piece[] = [];
  const boundaries = new Set<string>();
  let plain = "";
  let inHeaders = true;
  const add = (piece: Piece) => {
    if (plain) found.push({ text: plain, quiet: false });
    found.push(piece);
    plain = "";
  };
  for (const [index, line] of raw.split(/(?<=\n)/).entries()) {
    const bare = line.trimEnd();
    const name = inHeaders ? HEADER.exec(line)?.[0] : undefined;
    if (inHeaders) announced(bare, boundaries);
    if (bare === "") inHeaders = false;
    else if (boundaries.has(bare)) inHeaders = true;
    if (broken.has(index + 1)) {
      const text = line.replace(/\n$/, "");
      add({ text, quiet: false, broken: index + 1 });
      plain = line.slice(text.length);
    } else if (name === undefined) {
      plain += line;
    } else {
      add({ text: name, quiet: true });
      plain = line.slice(name.length);
    }
  }
  if (plain) found.push({ text: plain, quiet: false });
  return found;
}

function announced(line: string, boundaries: Set<string>): void {
  const match = BOUNDARY.exec(line);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary) boundaries.add(`--${boundary}`);
}
