/** Addresses of the app, all behind `#`, so that the server has one page to serve. */
import type { PlatformKind, View } from "../lib/api/types";
import { isPlatform } from "../lib/names";

export const VIEWS: readonly View[] = ["open", "mine", "unassigned", "closed", "spam"];
export type Section = "profile" | "people" | "tokens" | "webhooks" | "health";
export type FlowTab = "build" | "target" | "display" | "options";
export const FLOW_TABS: readonly FlowTab[] = ["build", "target", "display", "options"];
export type Pane = "views" | "list" | "thread" | "details";

export type Route =
  /** `only`: the list shows one kind of channel, or one channel by its id. */
  | { page: "inbox"; inbox: string; view: View; conversation: string | null; pane: Pane; only?: string }
  | { page: "newmail"; inbox: string; view: View }
  | { page: "visitors"; inbox: string }
  | { page: "settings"; section: Section | null }
  | { page: "settings"; section: "email"; inbox: string }
  | { page: "settings"; section: "chat"; channel: string }
  | { page: "settings"; section: "connect"; inbox: string }
  | { page: "settings"; section: "account"; inbox: string; kind: PlatformKind | null }
  | { page: "settings"; section: "platform"; channel: string }
  | { page: "settings"; section: "form" | "custom"; channel: string }
  | { page: "settings"; section: "newform" | "newcustom"; inbox: string }
  | { page: "settings"; section: "webhook"; webhook: string }
  | { page: "chatflows"; channel: string | null; flow: string | null; tab: FlowTab }
  | { page: "signin" | "join" | "reset"; token: string; email: string }
  | { page: "none" };

/** Of all inboxes; the API says "" for them. */
export const ALL = "all";
export const CHATFLOWS: Extract<Route, { page: "chatflows" }> = { page: "chatflows", channel: null, flow: null, tab: "build" };
export const HOME: Route = { page: "inbox", inbox: ALL, view: "open", conversation: null, pane: "list" };

export function parse(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").map(decode);
  const query = new URLSearchParams(search);
  switch (parts[0]) {
    case "":
      return HOME;
    case "inbox":
      return inboxRoute(parts, query);
    case "visitors":
      return parts.length <= 2 ? { page: "visitors", inbox: parts[1] || ALL } : { page: "none" };
    case "new":
      return { page: "newmail", inbox: query.get("inbox") ?? ALL, view: viewOf(query.get("view")) ?? "open" };
    case "chatflows": {
      const tab = FLOW_TABS.find((one) => one === query.get("tab")) ?? "build";
      if (parts.length > 3) return { page: "none" };
      return { page: "chatflows", channel: parts[1] || null, flow: parts[2] || null, tab };
    }
    case "settings":
      return settingsRoute(parts);
    case "signin":
    case "join":
    case "reset":
      return { page: parts[0], token: query.get("token") ?? "", email: query.get("email") ?? "" };
    default:
      return { page: "none" };
  }
}

function settingsRoute([, kind = "", id = "", part, ...more]: string[]): Route {
  if (part !== undefined && id && more.length === 0) {
    if (kind === "inboxes" && part === "email") return { page: "settings", section: "email", inbox: id };
    if (kind === "inboxes" && part === "website") return { page: "settings", section: "connect", inbox: id };
    if (kind === "inboxes" && part === "account") return { page: "settings", section: "account", inbox: id, kind: null };
    if (kind === "inboxes" && isPlatform(part)) return { page: "settings", section: "account", inbox: id, kind: part };
    if (kind === "inboxes" && part === "new-form") return { page: "settings", section: "newform", inbox: id };
    if (kind === "inboxes" && part === "custom") return { page: "settings", section: "newcustom", inbox: id };
    if (kind === "channels" && part === "custom") return { page: "settings", section: "custom", channel: id };
    if (kind === "channels" && part === "chat") return { page: "settings", section: "chat", channel: id };
    if (kind === "channels" && part === "platform") return { page: "settings", section: "platform", channel: id };
    if (kind === "channels" && part === "form") return { page: "settings", section: "form", channel: id };
  }
  if (kind === "webhooks" && id && part === undefined) return { page: "settings", section: "webhook", webhook: id };
  const section = (["profile", "people", "tokens", "webhooks", "health"] as const).find((known) => known === kind);
  return section || kind === "" ? { page: "settings", section: section ?? null } : { page: "none" };
}

function inboxRoute(parts: string[], query: URLSearchParams): Route {
  const view = viewOf(parts[2] ?? "open");
  if (!view || parts.length > 4) return { page: "none" };
  const conversation = parts[3] || null;
  const asked = query.get("pane");
  const pane = asked === "views" || (asked === "details" && conversation) ? asked : conversation ? "thread" : "list";
  const only = query.get("only");
  return { page: "inbox", inbox: parts[1] || ALL, view, conversation, pane, ...(only ? { only } : {}) };
}

function viewOf(text: string | null): View | undefined {
  return VIEWS.find((view) => view === text);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function href(route: Route): string {
  switch (route.page) {
    case "inbox": {
      const parts = [route.inbox, route.view, route.conversation].filter((part) => part !== null);
      const query = new URLSearchParams();
      if (route.pane === "views" || route.pane === "details") query.set("pane", route.pane);
      if (route.only) query.set("only", route.only);
      return `#/inbox/${parts.map(encodeURIComponent).join("/")}${query.size > 0 ? `?${query.toString()}` : ""}`;
    }
    case "newmail":
      return `#/new?${new URLSearchParams({ inbox: route.inbox, view: route.view }).toString()}`;
    case "visitors":
      return `#/visitors/${encodeURIComponent(route.inbox)}`;
    case "settings":
      return settingsHref(route);
    case "chatflows": {
      const parts = [route.channel, route.channel && route.flow].filter((part) => part !== null);
      const tab = route.flow && route.tab !== "build" ? `?tab=${route.tab}` : "";
      return `#/${["chatflows", ...parts.map(encodeURIComponent)].join("/")}${tab}`;
    }
    case "none":
      return "#/";
    default:
      return `#/${route.page}`;
  }
}

function settingsHref(route: Extract<Route, { page: "settings" }>): string {
  switch (route.section) {
    case "email":
      return `#/settings/inboxes/${encodeURIComponent(route.inbox)}/email`;
    case "connect":
      return `#/settings/inboxes/${encodeURIComponent(route.inbox)}/website`;
    case "account":
      return `#/settings/inboxes/${encodeURIComponent(route.inbox)}/${route.kind ?? "account"}`;
    case "platform":
      return `#/settings/channels/${encodeURIComponent(route.channel)}/platform`;
    case "newform":
      return `#/settings/inboxes/${encodeURIComponent(route.inbox)}/new-form`;
    case "newcustom":
      return `#/settings/inboxes/${encodeURIComponent(route.inbox)}/custom`;
    case "webhook":
      return `#/settings/webhooks/${encodeURIComponent(route.webhook)}`;
    case "chat":
    case "custom":
    case "form":
      return `#/settings/channels/${encodeURIComponent(route.channel)}/${route.section}`;
    default:
      return route.section ? `#/settings/${route.section}` : "#/settings";
  }
}
