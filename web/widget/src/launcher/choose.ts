/** Which chatflow a page view gets. */
import type { Chatflow, Config } from "../config.ts";
import type { Kept } from "../kept.ts";
import { isShown } from "../targeting/targeting.ts";

/** Below this width the panel takes the whole screen. */
const SMALL = 480;

/** A finger and a short side tell a phone from a tablet better than what a browser calls itself. */
const device = (): string =>
  matchMedia("(pointer:coarse)").matches ? (Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet") : "desktop";

/** The first that fits. None where nobody is there and the channel then hides itself. */
export const choose = ({ available, away, chatflows, country }: Config, kept: Kept): Chatflow | undefined =>
  chatflows.find(
    ({ yield_when_away, display, target }) =>
      (available || !(yield_when_away || away.mode === "hide")) &&
      (display.small_screens || innerWidth >= SMALL) &&
      isShown(target, {
        ...kept,
        url: location.href,
        referrer: document.referrer,
        country,
        device: device(),
        language: navigator.language,
      }),
  );
