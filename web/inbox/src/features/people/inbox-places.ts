/** What the settings list under each inbox: its channels, and what can be added to it. */
import { href, type Route } from "../../app/route";
import type { InboxJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { channelName, isPlatform } from "../../lib/names";
import type { IconName } from "../../ui";
import { chatChannels } from "../chatflows/channels";
import { channelIcon } from "../inbox/icons";

type SettingsRoute = Extract<Route, { page: "settings" }>;

export interface Place {
  route: SettingsRoute;
  icon: IconName;
  name: string;
  /** What kind of channel it is, where the name does not say it. */
  kind: string;
}

const place = (route: SettingsRoute, icon: IconName, name: string, kind = ""): Place => ({ route, icon, name, kind });

/** `may` says what the person is allowed to do: what can be added is listed for those only. */
export function placesOf(inbox: InboxJson, may: (permission: string) => boolean): Place[] {
  const of = (wanted: (kind: string) => boolean) => inbox.channels.filter(({ kind }) => wanted(kind));
  const add = (permission: string, route: SettingsRoute, words: string): Place[] =>
    may(permission) ? [place(route, "plus", words)] : [];
  const page = "settings";
  return [
    ...(inbox.address ? [place({ page, section: "email", inbox: inbox.id }, "mail", t("email.title"))] : []),
    ...chatChannels([inbox]).map(({ id, name }) => place({ page, section: "chat", channel: id }, "chat", name)),
    ...of(isPlatform).map(({ id, kind, name }) => {
      const called = channelName(kind);
      return place({ page, section: "platform", channel: id }, channelIcon(kind), name || called, called);
    }),
    ...of((kind) => kind === "custom").map(({ id, kind, name }) =>
      place({ page, section: "custom", channel: id }, channelIcon(kind), name, channelName(kind)),
    ),
    ...add("set_up_platforms", { page, section: "account", inbox: inbox.id, kind: null }, t("channels.connectAccount")),
    ...of((kind) => kind === "form").map(({ id, name }) => place({ page, section: "form", channel: id }, "note", name)),
    ...add("set_up_chat", { page, section: "connect", inbox: inbox.id }, t("people.connectWebsite")),
    ...add("set_up_forms", { page, section: "newform", inbox: inbox.id }, t("people.addForm")),
  ];
}

/** Whether the page that is open belongs to this line of the list. */
export function isAt({ route }: Place, open: SettingsRoute): boolean {
  const begun = open.section === "account" || open.section === "newcustom";
  const shown = begun ? ({ page: "settings", section: "account", inbox: open.inbox, kind: null } as const) : open;
  return href(route) === href(shown);
}
