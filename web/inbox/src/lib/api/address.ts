import type { Path } from "./types";

/** The address of a route: an unknown template is a compile error. */
export function to(template: Path, ...values: (string | number)[]): string {
  return template.replace(/\{\w+\}/g, () => encodeURIComponent(String(values.shift())));
}
