/** An agent hears and sees that a visitor writes: a sound, a notification, the tab's title. Never for what they look at. */
import { api } from "../lib/api/client";
import type { ConversationJson } from "../lib/api/types";
import { allowSound, chime } from "../lib/chime";
import { t } from "../lib/i18n.svelte";
import { preferences } from "../lib/preferences.svelte";
import type { Changed } from "../lib/realtime.svelte";
import { concerns } from "./chat-concern";
import { router } from "./router.svelte";
import { session } from "./session.svelte";

let waiting = $state.raw<ReadonlySet<string>>(new Set());
let offers = $state(false);

const canNotify = (): boolean => typeof Notification !== "undefined";
const openConversation = (): string | null => (router.route.page === "inbox" ? router.route.conversation : null);

function show(conversation: string): void {
  router.go({ page: "inbox", inbox: "all", view: "open", conversation, pane: "thread" });
}

function notify(row: ConversationJson): void {
  if (!canNotify() || Notification.permission === "denied") return;
  if (Notification.permission === "default") {
    offers = !preferences.now.notNotified;
    return;
  }
  // One for each conversation: the next message takes the place of the last.
  const title = t("app.newChatFrom", { name: row.contact.name || row.contact.email || `#${String(row.number)}` });
  const notification = new Notification(title, { body: row.preview, tag: row.id, icon: "/icon.svg" });
  notification.onclick = () => {
    window.focus();
    show(row.id);
    notification.close();
  };
}

function seen(): void {
  if (!document.hidden) waiting = new Set();
}

export const chatAlerts = {
  /** How many chats came while nobody looked at this tab. */
  get waiting(): number {
    return waiting.size;
  },
  /** Notifications would have been useful, and were never asked for. */
  get offers(): boolean {
    return offers;
  },

  start(): () => void {
    const stop = allowSound();
    document.addEventListener("visibilitychange", seen);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", seen);
      waiting = new Set();
      offers = false;
    };
  },

  async heard(change: Changed): Promise<void> {
    if (!change.kinds.includes("message")) return;
    let row: ConversationJson;
    try {
      row = await api.conversation(change.conversation);
    } catch {
      return; // The list tells all the same.
    }
    const { hidden } = document;
    if (!concerns(row, { me: session.me.id, looking: hidden ? null : openConversation() })) return;
    if (preferences.now.chatSound) chime();
    if (!hidden) return;
    waiting = new Set([...waiting, row.id]);
    notify(row);
  },

  /** Asks the browser, at a press of a button as browsers want it. Answers whether it is allowed. */
  async accept(): Promise<boolean> {
    offers = false;
    return (await Notification.requestPermission()) === "granted";
  },
  decline(): void {
    offers = false;
    preferences.set({ notNotified: true });
  },
};
