/** Keys for the whole app. Single letters work only when no text field has focus, and can be switched off. */
import { preferences } from "../lib/preferences.svelte";
import { ask } from "../lib/stage.svelte";
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

export function listenForKeys(): () => void {
  let first: { key: string; at: number } | null = null;

  function letter(event: KeyboardEvent): boolean {
    const key = event.key.length === 1 && event.shiftKey ? event.key.toUpperCase() : event.key;
    const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
    first = key === "g" && !sequence ? { key, at: event.timeStamp } : null;
    const command = commands.find((one) => one.key === (sequence ?? key) && usable(one));
    if (command) {
      command.run();
      return true;
    }
    const step = sequence ? undefined : walk[key];
    step?.();
    return step !== undefined;
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      ask("openPalette");
      return;
    }
    if (event.key === "F6") {
      event.preventDefault();
      nextRegion(event.shiftKey);
      return;
    }
    if (layerOpen()) return;
    const active = document.activeElement;
    if (isField(active)) {
      if (event.key === "Escape") leaveField(active);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !preferences.now.singleLetters) return;
    if (event.key.length === 1 && letter(event)) event.preventDefault();
  }

  addEventListener("keydown", pressed);
  return () => {
    removeEventListener("keydown", pressed);
  };
}
