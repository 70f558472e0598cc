/** Everything that can be asked for by a key or in the palette. */
import { tick } from "svelte";
import { actions, openId } from "../features/inbox/actions";
import { viewIcons, viewNames } from "../features/inbox/icons";
import { language, LANGUAGES, t, type Language } from "../lib/i18n.svelte";
import { knownConversation } from "../lib/knowledge";
import { ask } from "../lib/stage";
import { tell } from "../lib/undo";
import { type IconName, toasts } from "../ui";
import { beThere } from "./availability";
import { CHATFLOWS, href, VIEWS } from "./route";
import { router } from "./router.svelte";
import { session } from "./session.svelte";
import { theme, type Theme } from "./theme.svelte";

export interface Command {
  id: string;
  group: "conversation" | "go" | "app";
  label: () => string;
  icon: IconName;
  /** A single letter (`KeyboardEvent.key`), or two after each other with a space between. */
  key?: string;
  /** How the key is written, when not as it is. */
  keys?: string;
  when?: () => boolean;
  run: () => void;
}

const status = () => knownConversation(openId() ?? "")?.status;
const onOpen = (run: (id: string) => void) => () => {
  const id = openId();
  if (id) run(id);
};

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell(t("app.copied"));
}

const onConversation: Omit<Command, "group" | "when">[] = [
  { id: "reply", label: () => t("orders.reply"), icon: "reply", key: "r", run: () => ask("write", "reply") },
  { id: "note", label: () => t("orders.note"), icon: "note", key: "n", run: () => ask("write", "note") },
  {
    id: "assign-me",
    label: () => t("orders.assignMe"),
    icon: "user",
    key: "i",
    run: onOpen((id) => void actions.assign(id, session.me.id)),
  },
  { id: "assign", label: () => t("orders.assignTo"), icon: "users", key: "a", run: () => ask("openAssign") },
  {
    id: "close",
    label: () => (status() === "open" ? t("orders.close") : t("orders.reopen")),
    icon: "done",
    key: "e",
    run: onOpen((id) => void actions.closeOrReopen(id)),
  },
  {
    id: "spam",
    label: () => (status() === "spam" ? t("orders.notSpam") : t("orders.spam")),
    icon: "ban",
    key: "!",
    run: onOpen((id) => void (status() === "spam" ? actions.notSpam(id) : actions.spam(id))),
  },
  {
    id: "unread",
    label: () => t("orders.markUnread"),
    icon: "mail",
    key: "U",
    keys: "Shift u",
    run: onOpen((id) => void actions.markUnread(id)),
  },
  { id: "merge", label: () => t("orders.merge"), icon: "forward", run: () => ask("openMerge") },
  { id: "move", label: () => t("orders.move"), icon: "inbox", run: () => ask("openMove") },
  {
    id: "copy-link",
    label: () => t("orders.copyLink"),
    icon: "link",
    run: onOpen((id) => void copy(linkTo(id))),
  },
];

const conversation: Command[] = onConversation.map((command) => ({
  ...command,
  group: "conversation",
  when: () => openId() !== null,
}));

export function linkTo(id: string): string {
  const address = href({ page: "inbox", inbox: "all", view: "open", conversation: id, pane: "thread" });
  return `${location.origin}${location.pathname}${address}`;
}

const go: Command[] = [
  ...VIEWS.map((view): Command => ({
    id: `view-${view}`,
    group: "go",
    label: () => t(viewNames[view]),
    icon: viewIcons[view],
    run: () => {
      router.goInbox({ view, conversation: null });
      void tick().then(() => ask("focusList"));
    },
  })),
  {
    id: "inbox",
    group: "go",
    label: () => t("app.inbox"),
    icon: "inbox",
    key: "g i",
    run: () => {
      router.goInbox({ conversation: null });
      void tick().then(() => ask("focusList"));
    },
  },
  {
    id: "visitors",
    group: "go",
    label: () => t("visitor.visitors"),
    icon: "chat",
    run: () => {
      router.go({ page: "visitors", inbox: router.place.inbox });
    },
  },
  {
    id: "new",
    group: "go",
    label: () => t("inbox.newMail"),
    icon: "pen",
    key: "c",
    run: () => {
      const { inbox, view } = router.place;
      router.go({ page: "newmail", inbox, view });
    },
  },
  {
    id: "chatflows",
    group: "go",
    label: () => t("app.chatflows"),
    icon: "flow",
    key: "g c",
    run: () => {
      router.go(CHATFLOWS);
    },
  },
  {
    id: "settings",
    group: "go",
    label: () => t("app.settings"),
    icon: "settings",
    key: "g s",
    run: () => {
      router.go({ page: "settings", section: "profile" });
    },
  },
  {
    id: "people",
    group: "go",
    label: () => t("app.people"),
    icon: "users",
    run: () => {
      router.go({ page: "settings", section: "people" });
    },
  },
  {
    id: "health",
    group: "go",
    label: () => `${t("app.health")}, ${t("app.healthHeading").toLowerCase()}`,
    icon: "alert",
    run: () => {
      router.go({ page: "settings", section: "health" });
    },
  },
];

const themes: [Theme, () => string, IconName][] = [
  ["light", () => t("app.themeLight"), "sun"],
  ["dark", () => t("app.themeDark"), "moon"],
  ["system", () => t("app.themeSystem"), "settings"],
];

const app: Command[] = [
  { id: "undo", group: "app", label: () => t("app.undo"), icon: "undo", key: "z", run: () => toasts.undoLast() },
  { id: "keys", group: "app", label: () => t("app.keys"), icon: "keyboard", key: "?", run: () => ask("openKeys") },
  { id: "views", group: "app", label: () => t("app.keyViews"), icon: "panel", key: "[", run: () => ask("toggleViews") },
  {
    id: "details",
    group: "app",
    label: () => t("app.keyDetails"),
    icon: "panel",
    key: "]",
    run: () => ask("toggleDetails"),
  },
  ...[true, false].map((available): Command => ({
    id: available ? "available" : "away",
    group: "app",
    label: () => `${t("app.availability")}: ${t(available ? "app.available" : "app.away")}`,
    icon: available ? "done" : "clock",
    when: () => session.me.available !== available,
    run: () => void beThere(available),
  })),
  ...themes.map(([name, label, icon]): Command => ({
    id: `theme-${name}`,
    group: "app",
    label: () => `${t("app.theme")}: ${label()}`,
    icon,
    when: () => theme.chosen !== name,
    run: () => {
      theme.set(name);
    },
  })),
  ...(Object.keys(LANGUAGES) as Language[]).map((name): Command => ({
    id: `language-${name}`,
    group: "app",
    label: () => `${t("app.language")}: ${LANGUAGES[name]}`,
    icon: "settings",
    when: () => language.current !== name,
    run: () => void language.set(name),
  })),
  { id: "signout", group: "app", label: () => t("app.signOut"), icon: "signout", run: () => void session.signOut() },
];

export const commands: readonly Command[] = [...conversation, ...go, ...app];
export const usable = (command: Command): boolean => command.when?.() ?? true;
