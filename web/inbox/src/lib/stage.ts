/**
 * What the panes on the screen can do when somebody asks from elsewhere (a key, the palette). Each pane puts its own
 * part here while it is shown.
 */
export interface Stage {
  /** List: move by one row; open what has the cursor. */
  step: (by: 1 | -1) => void;
  openRow: () => void;
  focusList: () => void;
  /** The conversation that comes after this one in the list, if any. */
  after: (conversation: string) => string | null;
  /** Put the cursor on this row and, when the list is on the screen, focus too. */
  focusRow: (conversation: string | null) => void;
  /** This agent is done with a row: it goes at once, even under a hand. */
  dropRow: (conversation: string) => void;
  /** Show the list as it truly is. */
  settle: () => void;
  /** Composer. */
  write: (mode: "reply" | "note") => void;
  /** Thread. */
  openAssign: () => void;
  openMerge: () => void;
  openMove: () => void;
  focusThread: () => void;
  toggleViews: () => void;
  toggleDetails: () => void;
  openPalette: () => void;
  openKeys: () => void;
}

const parts = new Map<keyof Stage, Stage[keyof Stage]>();

/** Put functions on the stage; call what it returns to take them away. */
export function enact(part: Partial<Stage>): () => void {
  const names = Object.keys(part) as (keyof Stage)[];
  for (const name of names) parts.set(name, part[name] as Stage[keyof Stage]);
  return () => {
    for (const name of names) if (parts.get(name) === part[name]) parts.delete(name);
  };
}

/** Ask whoever can; undefined when nobody is there to do it. */
export function ask<Name extends keyof Stage>(
  name: Name,
  ...given: Parameters<Stage[Name]>
): ReturnType<Stage[Name]> | undefined {
  const act = parts.get(name) as ((...values: Parameters<Stage[Name]>) => ReturnType<Stage[Name]>) | undefined;
  return act?.(...given);
}

export const can = (name: keyof Stage): boolean => parts.has(name);
