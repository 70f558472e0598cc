/** What the channel of a conversation can do, and whether it takes an answer now. */
import type { ChannelKindJson, ConversationDetail } from "../../lib/api/types";
import { clock } from "../../lib/clock.svelte";
import { kindsQuery } from "../../lib/kinds";
import { platformName } from "../../lib/names";
import { keys, queryClient } from "../../lib/query";
import { isShut, windowNow, type WindowNow } from "./window";

const ASK_AGAIN_MS = 20_000;

export interface ChannelNow {
  readonly kind: ChannelKindJson | undefined;
  /** What is written is said at once: no addresses, nothing to take back, and Enter sends. */
  readonly said: boolean;
  /** What the platform calls itself; "" for a mail or a website's chat. */
  readonly name: string;
  readonly window: WindowNow | null;
  /** Nothing that is written goes out: by the platform's window, or by the channel itself. */
  readonly shut: boolean;
}

export function channelOf(conversation: () => ConversationDetail): ChannelNow {
  const kinds = kindsQuery();
  const kind = $derived(kinds.data?.find((one) => one.kind === conversation().channel_kind));
  const window = $derived(windowNow(conversation().window, kind, clock.now));

  // What the server said of the window is old once it has changed by itself.
  const old = $derived(conversation().window?.state !== window?.state);
  $effect(() => {
    if (old) readAgain(conversation().id);
  });

  // Somebody may open it again in the settings, which tells nobody here.
  const closed = $derived(conversation().shut !== "");
  $effect(() => {
    if (!closed) return;
    const asking = setInterval(() => { readAgain(conversation().id); }, ASK_AGAIN_MS);
    return () => { clearInterval(asking); };
  });

  return {
    get kind() {
      return kind;
    },
    get said() {
      return kind ? !kind.mail : conversation().channel_kind !== "email";
    },
    get name() {
      return platformName(conversation().channel_kind);
    },
    get window() {
      return window;
    },
    get shut() {
      return conversation().shut !== "" || isShut(window);
    },
  };
}

const SHUT_BY = ["WindowClosed", "ChannelPaused", "NoOutboundAddress"];

/** The server refused, and its reason stands at the conversation once that is read again. */
export const isRefusedByChannel = (code: string | undefined): boolean => code !== undefined && SHUT_BY.includes(code);

export function readAgain(conversation: string): void {
  void queryClient.invalidateQueries({ queryKey: keys.conversation(conversation) });
}
