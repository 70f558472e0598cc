/** What each frame of the server means for the conversations. */
import type { Chat } from "./chat.ts";
import type { Entry, FromServer, Summary } from "./frames.ts";
import type { Pending } from "./outbox.ts";
import { Thread } from "./thread.ts";

const TYPING_LASTS = 8_000;
const LATER = 8_000;

type Hear = { [Type in FromServer["type"]]: (chat: Chat, frame: Extract<FromServer, { type: Type }>) => void };

/** A message of the team, which a visitor wants to be told of. */
const isNews = ({ by, kind }: Entry): boolean => kind === "message" && by !== "visitor";

function threadOf(chat: Chat, id: string): Thread {
  const known = chat.threads.get(id);
  if (known) return known;
  const summary: Summary = { id, number: 0, preview: "", by: "", at: "", unread: 0, closed: false, seq: 0 };
  const made = new Thread(summary);
  chat.threads.set(id, made);
  return made;
}

function stopTyping(thread: Thread): void {
  clearTimeout(thread.typingEnds);
  thread.typing = null;
}

function news(chat: Chat, thread: Thread, entry: Entry): void {
  if (chat.ears.looking() !== thread.summary.id) thread.summary.unread++;
  chat.ears.message(thread, entry);
}

/** The server has a message of ours: it is said, or its echo comes before that. */
function arrived(chat: Chat, id: string, conversation: string): Pending | undefined {
  const item = chat.outbox.items.find((one) => one.id === id);
  if (!item) return;
  chat.outbox.remove(id);
  if (item.to[0] === "+") {
    threadOf(chat, conversation).loaded = true;
    chat.outbox.rename(item.to, conversation);
    chat.ears.named(item.to, conversation);
  }
  return item;
}

const HEAR: Hear = {
  hello(chat, { conversations, available }) {
    chat.takeIn(conversations, available);
    chat.sendNext();
  },

  said(chat, { id, conversation, seq }) {
    const item = arrived(chat, id, conversation);
    if (item) {
      const files = item.file ? [{ id: "", content_type: "", name: item.file.name, size: item.file.size }] : [];
      const { text, at } = item;
      threadOf(chat, conversation).put({ seq, at, by: "visitor", kind: "message", id, text, agent: null, files, score: null });
    }
    chat.landed();
  },

  entry(chat, { conversation, prev, entry }) {
    const thread = threadOf(chat, conversation);
    const isNew = !thread.entries.some(({ seq }) => seq === entry.seq);
    arrived(chat, entry.id, conversation);
    if (entry.by !== "visitor") stopTyping(thread);
    if (!thread.add(prev, entry)) chat.resume(thread);
    if (isNew && isNews(entry)) news(chat, thread, entry);
  },

  typing(chat, { conversation, agent, on }) {
    const thread = threadOf(chat, conversation);
    stopTyping(thread);
    if (!on) return;
    thread.typing = agent;
    thread.typingEnds = window.setTimeout(() => {
      stopTyping(thread);
      chat.ears.changed();
    }, TYPING_LASTS);
  },

  seen(chat, { conversation, seq }) {
    const thread = threadOf(chat, conversation);
    thread.seen = Math.max(thread.seen, seq);
  },

  available(chat, { available }) {
    chat.available = available;
  },

  resumed(chat, { conversation, seq, entries, more }) {
    const thread = threadOf(chat, conversation);
    const fresh = thread.loaded
      ? entries.filter((entry) => isNews(entry) && !thread.entries.some((known) => known.seq === entry.seq))
      : [];
    thread.asked = false;
    thread.resume(more ? (entries.at(-1)?.seq ?? seq) : seq, entries);
    for (const { id } of entries) arrived(chat, id, conversation);
    for (const entry of fresh) news(chat, thread, entry);
    if (more && entries.length) chat.resume(thread);
  },

  pong(chat, { conversation, seq }) {
    const thread = chat.threads.get(conversation ?? "");
    if (thread && seq && seq > thread.cursor) chat.resume(thread);
  },

  error(chat, { id, code }) {
    if (!id) return;
    // too fast is no fault of the message: it goes again a little later
    if (/fast|many/i.test(code)) setTimeout(() => chat.landed(), LATER);
    else {
      chat.outbox.change(id, { state: "failed" });
      chat.landed();
    }
  },
};

export function hear(chat: Chat, frame: FromServer): void {
  // what a newer server says and this does not know is passed over
  (HEAR[frame.type] as ((chat: Chat, frame: FromServer) => void) | undefined)?.(chat, frame);
  chat.ears.changed();
}
