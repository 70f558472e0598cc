/** Sites that may show a chat, as somebody writes them: one a line. */

const ORIGIN = /^https?:\/\/(\*\.)?([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/i;

export const linesOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The first line that is no site; null when all are. */
export const wrongLine = (text: string): string | null => linesOf(text).find((line) => !ORIGIN.test(line)) ?? null;
