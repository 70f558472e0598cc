/** Keys for the whole app. Single letters work only when no text field has focus, and can be switched off. */
import { preferences } from "../lib/preferences.svelte";
import { ask } from "../lib/stage";
import { commands, usable } from "./commands";
import { leaveField, nextRegion } from "./regions";
import { router } from "./router.svelte";

const SEQUENCE_MS = 1_200;

function isField(element: Element | null): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    (element.isContentEditable ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement ||
      (element instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(element.type)))
  );
}

/** What has the focus does something of its own with Enter. */
const takesEnter = (element: Element | null): boolean =>
  element?.matches("a, button, summary, iframe, [role=option], [role=tab], [tabindex='0']") ?? false;

/** A dialog, drawer or menu is open: it has the keys. */
const layerOpen = () => document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;

const walk: Record<string, () => unknown> = {
  j: () => ask("step", 1),
  k: () => ask("step", -1),
  o: () => ask("openRow"),
  u: () => {
    if (router.route.page === "inbox") {
      if (router.route.conversation) router.goInbox({ conversation: null });
      ask("focusList");
    } else router.goInbox({ conversation: null });
  },
  "/": () => ask("openPalette"),
};

/** The first letter of two, such as g before i, and when it was pressed. */
let first: { key: string; at: number } | null = null;

/** Obey a single letter, or the second of two. False when nothing listens to it. */
function letter(event: KeyboardEvent): boolean {
  const key = event.key.length === 1 && event.shiftKey ? event.key.toUpperCase() : event.key;
  const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
  first = key === "g" && !sequence ? { key, at: event.timeStamp } : null;
  const command = commands.find((one) => one.key === (sequence ?? key) && usable(one));
  const act = command ? command.run : sequence ? undefined : walk[key];
  act?.();
  return act !== undefined;
}

/** Keys that work everywhere, also in a field. */
function everywhere(event: KeyboardEvent): boolean {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") ask("openPalette");
  else if (event.key === "F6") nextRegion(event.shiftKey);
  else return false;
  return true;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (everywhere(event)) {
    event.preventDefault();
    return;
  }
  if (layerOpen()) return;
  const active = document.activeElement;
  if (isField(active)) {
    if (event.key === "Escape") leaveField(active);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !preferences.now.singleLetters) return;
  if (event.key === "Enter" && !takesEnter(active)) ask("openRow");
  else if (event.key.length === 1 && letter(event)) event.preventDefault();
}

export function listenForKeys(): () => void {
  addEventListener("keydown", pressed);
  return () => {
    removeEventListener("keydown", pressed);
  };
}
