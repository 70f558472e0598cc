/** Which items match typed words: every word must start a word of the item. Accents and case do not matter. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

export function find<Item extends { label: string; hint?: string | undefined }>(items: Item[], words: string): Item[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter((item) => {
    const starts = plain(`${item.label} ${item.hint ?? ""}`).split(/[^\p{L}\p{N}@.]+/u);
    return wanted.every((word) => starts.some((start) => start.startsWith(word)));
  });
}
