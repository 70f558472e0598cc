/** Approved messages of WhatsApp: which there are, and how one reads when it is filled in. */
import type { TemplateJson } from "../../lib/api/types";

/** A template is one in one language. */
export const templateKey = ({ name, language }: TemplateJson): string => `${name} ${language}`;

/** `{{1}}` and `{{name}}` with their values; an empty one stays as it is, so that one sees what is missing. */
export function filledIn({ body, variables }: TemplateJson, values: readonly string[]): string {
  return body.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => values[variables.indexOf(name)]?.trim() || place);
}

/** The places of the variables that have no value yet. */
export const missingOf = ({ variables }: TemplateJson, values: readonly string[]): number[] =>
  variables.flatMap((_, index) => (values[index]?.trim() ? [] : [index]));
