/** Where the reader is, and the way to somewhere else. */
import { href, HOME, parse, type Route } from "./route";

let current = $state.raw<Route>(parse(location.hash));
let before = $state.raw<Route | null>(null);

addEventListener("hashchange", () => {
  before = current;
  current = parse(location.hash);
});

export const router = {
  get route(): Route {
    return current;
  },
  /** The address before this one, within this visit. */
  get before(): Route | null {
    return before;
  },
  /** The reader's inbox and view; of the last visit to the inbox when another page is shown. */
  get place(): Extract<Route, { page: "inbox" }> {
    if (current.page === "inbox") return current;
    if (before?.page === "inbox") return before;
    return HOME as Extract<Route, { page: "inbox" }>;
  },
  go(to: Route, how: { replace?: boolean } = {}): void {
    const address = href(to);
    if (address === location.hash) return;
    if (how.replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    before = current;
    current = parse(address);
  },
  /** Change part of the place in the inbox. */
  goInbox(part: Partial<Extract<Route, { page: "inbox" }>>, how: { replace?: boolean } = {}): void {
    const to = { ...router.place, ...part };
    const pane = part.pane ?? (to.conversation ? "thread" : "list");
    router.go({ ...to, pane }, how);
  },
};
