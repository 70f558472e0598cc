/** Which mails are read on dark paper, as long as this tab is open; and when whose pictures are shown has changed. */
import { SvelteSet } from "svelte/reactivity";

const STORED = "bandeja.papers";
const MOST = 200;

function recalled(): string[] {
  try {
    const names: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
  } catch {
    return [];
  }
}

const dark = new SvelteSet<string>(recalled());

export const papers = {
  isDark: (mail: string): boolean => dark.has(mail),
  turn(mail: string): void {
    if (!dark.delete(mail)) dark.add(mail);
    try {
      sessionStorage.setItem(STORED, JSON.stringify([...dark].slice(-MOST)));
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  },
};

let changes = $state(0);

/** Frames that are open are loaded anew when the team trusts a sender, or no longer does. */
export const pictures = {
  get changes(): number {
    return changes;
  },
  changed(): void {
    changes += 1;
  },
};
