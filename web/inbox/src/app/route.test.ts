// @vitest-environment node
import { expect, test } from "vitest";
import { href, parse, type Route } from "./route";

test("every address leads back to itself", () => {
  const routes: Route[] = [
    { page: "inbox", inbox: "all", view: "open", conversation: null, pane: "list" },
    { page: "inbox", inbox: "in 1/2", view: "spam", conversation: "cv_é?", pane: "thread" },
    { page: "inbox", inbox: "all", view: "mine", conversation: "cv_1", pane: "details" },
    { page: "inbox", inbox: "all", view: "mine", conversation: null, pane: "views" },
    { page: "inbox", inbox: "all", view: "mine", conversation: "cv_1", pane: "details", only: "messenger" },
    { page: "inbox", inbox: "all", view: "open", conversation: null, pane: "list", only: "a&b" },
    { page: "newmail", inbox: "in_sales", view: "closed" },
    { page: "visitors", inbox: "in 1/2" },
    { page: "settings", section: "health" },
    { page: "settings", section: "tokens" },
    { page: "settings", section: null },
    { page: "settings", section: "email", inbox: "in 1/2" },
    { page: "settings", section: "chat", channel: "ch 1/2" },
    { page: "settings", section: "connect", inbox: "in_1" },
    { page: "settings", section: "account", inbox: "in 1/2", kind: null },
    { page: "settings", section: "account", inbox: "in_1", kind: "whatsapp" },
    { page: "settings", section: "platform", channel: "ch 1/2" },
    { page: "settings", section: "custom", channel: "ch 1/2" },
    { page: "settings", section: "newcustom", inbox: "in 1/2" },
    { page: "settings", section: "webhooks" },
    { page: "settings", section: "webhook", webhook: "wh 1/2" },
    { page: "chatflows", channel: null, flow: null, tab: "build" },
    { page: "chatflows", channel: "ch_1", flow: null, tab: "build" },
    { page: "chatflows", channel: "ch_1", flow: "cf 1/2", tab: "target" },
  ];
  for (const route of routes) expect(parse(href(route))).toEqual(route);
});

test("the link of an invitation carries its token and address", () => {
  expect(parse("#/join?token=t-1&email=ana%40example.com")).toEqual({
    page: "join",
    token: "t-1",
    email: "ana@example.com",
  });
});

test("a form has an address, and so has adding one", () => {
  const form = { page: "settings", section: "form", channel: "ch_1" } as const;
  const added = { page: "settings", section: "newform", inbox: "in_1" } as const;

  expect([parse(href(form)), parse(href(added))]).toEqual([form, added]);
  expect([href(form), href(added)]).toEqual(["#/settings/channels/ch_1/form", "#/settings/inboxes/in_1/new-form"]);
});

test("an address that leads nowhere says so, and none at all is the inbox", () => {
  expect(parse("#/inbox/all/wrong").page).toBe("none");
  expect(parse("#/tickets").page).toBe("none");
  expect(parse("#/visitors")).toEqual({ page: "visitors", inbox: "all" });
  expect(parse("#/visitors/all/more").page).toBe("none");
  expect(parse("#/settings/wrong").page).toBe("none");
  expect(parse("#/settings/inboxes/in_1").page).toBe("none");
  expect(parse("#/settings/inboxes/in_1/email/more").page).toBe("none");
  expect(parse("#/settings/channels/ch_1/email").page).toBe("none");
  expect(parse("#/chatflows/ch_1/cf_1/more").page).toBe("none");
  expect(parse("#/chatflows/ch_1/cf_1?tab=wrong")).toMatchObject({ flow: "cf_1", tab: "build" });
  expect(parse("")).toMatchObject({ page: "inbox", inbox: "all", view: "open" });
  expect(parse("#/inbox/%E0%A4%A/open").page).toBe("inbox");
});
