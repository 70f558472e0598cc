/** What visitors of open chats do just now: what they write, which page they look at, how far they have read. */
import { SvelteMap } from "svelte/reactivity";
import type { ConversationDetail, ServerFrame, VisitorJson } from "./api/types";
import { keys, queryClient } from "./query";

export type VisitorFrame = Extract<ServerFrame, { type: `visitor_${string}` }>;

/** A browser that is gone does not say that it stopped. */
export const TYPING_MS = 6_000;

const typing = new SvelteMap<string, string>();
const ends = new Map<string, ReturnType<typeof setTimeout>>();

function stopped(conversation: string): void {
  clearTimeout(ends.get(conversation));
  ends.delete(conversation);
  typing.delete(conversation);
}

function types(conversation: string, text: string): void {
  stopped(conversation);
  typing.set(conversation, text);
  ends.set(
    conversation,
    setTimeout(() => {
      stopped(conversation);
    }, TYPING_MS),
  );
}

function seen(conversation: string, seq: number): void {
  queryClient.setQueryData<ConversationDetail>(
    keys.conversation(conversation),
    (now) => now && { ...now, seen_through: Math.max(now.seen_through, seq) },
  );
}

function looksAt(conversation: string, page: { url: string; title: string }): void {
  queryClient.setQueryData<VisitorJson>(keys.visitor(conversation), (now) => {
    if (!now) return now;
    const before = now.pages.filter((one, index) => index > 0 || one.url !== page.url);
    return { ...now, online: true, pages: [page, ...before] };
  });
  void queryClient.invalidateQueries({ queryKey: keys.visitor(conversation), refetchType: "none" });
}

export const visitors = {
  /** What the visitor writes just now: null for nothing, "" where what it is stays theirs. */
  writes: (conversation: string): string | null => typing.get(conversation) ?? null,

  hear(frame: VisitorFrame): void {
    switch (frame.type) {
      case "visitor_typing":
        if (frame.on) types(frame.conversation, frame.text);
        else stopped(frame.conversation);
        break;
      case "visitor_seen":
        seen(frame.conversation, frame.seq);
        break;
      case "visitor_page":
        looksAt(frame.conversation, { url: frame.url, title: frame.title });
        break;
    }
  },

  /** What was being written has been said. */
  said: stopped,
};
