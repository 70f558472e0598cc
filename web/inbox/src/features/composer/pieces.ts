/** How many messages a long text becomes: cut as `chalicelib/channels/meta/splitting.py` does, where a reader pauses. */
const PAUSES = [/\n[ \t]*\n\s*/g, /\n\s*/g, /(?<=[.!?…])["'”’)\]]*\s+|(?<=[。！？])/g, /\s+/g];

/** 0 for a text without words; `most` 0 is no limit. */
export function piecesOf(text: string, most: number): number {
  let rest = text.trim();
  if (!rest) return 0;
  if (most <= 0) return 1;
  let count = 1;
  for (; rest.length > most; count += 1) rest = rest.slice(pause(rest, most) || most).trimStart();
  return rest ? count : count - 1;
}

/** Where to cut at or before `end`; 0 if nobody would pause there. */
function pause(text: string, end: number): number {
  const window = text.slice(0, end + 1);
  for (const one of PAUSES) {
    const ends = [...window.matchAll(one)].map(({ index }) => index).filter((at) => at >= end / 3 && at <= end);
    const last = ends.at(-1);
    if (last) return last;
  }
  return 0;
}
