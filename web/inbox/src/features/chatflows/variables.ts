/** What a text of a chatflow can have put in: `{{name}}` and so on. */
import type { PlainKey } from "../../lib/i18n.svelte";

export const VARIABLES = {
  name: "chatflows.varName",
  email: "chatflows.varEmail",
  company: "chatflows.varCompany",
  page: "chatflows.varPage",
  url: "chatflows.varUrl",
} as const satisfies Record<string, PlainKey>;

export const place = (name: string): string => `{{${name}}}`;

/** The names in braces that stand for nothing, each once. */
export function unknownIn(text: string): string[] {
  const names = [...text.matchAll(/\{\{\s*([A-Za-z_]*)\s*\}\}/g)].map(([, name = ""]) => name);
  return [...new Set(names.filter((name) => !Object.hasOwn(VARIABLES, name)).map(place))];
}
