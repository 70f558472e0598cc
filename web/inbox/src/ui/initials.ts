/** Two letters that stand for a person where a picture would. */

/** First letters of the first and the last word of a name; of an address, of the part before the @. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? "").split(/[\s._+-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase() || "?";
}

function letter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0] ?? "";
}
