/** Codes of an app have six digits; apps and people write them with a space in the middle. */
export const DIGITS = 6;

export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "").slice(0, DIGITS);
}
