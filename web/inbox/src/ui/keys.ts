/** How keys are named for the reader's computer. */

const MAC: Record<string, string> = { Mod: "⌘", Shift: "⇧", Enter: "↩", Alt: "⌥" };

export function onMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

/** The names of keys that are pressed together, from words like "Mod Shift Enter". */
export function keyNames(keys: string, mac: boolean = onMac()): string[] {
  return keys.split(" ").map((key) => (mac ? (MAC[key] ?? key) : key === "Mod" ? "Ctrl" : key));
}
