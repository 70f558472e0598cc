import type { IconName } from "./icons";

/** One order in a Menu. `why` says under it why it cannot be given now, or what it does. */
export interface MenuItem {
  label: string;
  run: () => void;
  icon?: IconName;
  keys?: string;
  why?: string;
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
}

export type MenuEntry = MenuItem | { heading: string } | "line";
