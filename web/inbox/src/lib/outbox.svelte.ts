/**
 * What this agent has sent off and the server has not yet answered. A reply is held for eight seconds, so that it can
 * be taken back; it then goes out with its Idempotency-Key, again and again while offline, so that it goes out once.
 * Orders live in this browser's storage until they are answered: a reload or a closed page loses none.
 */
import { api, newKey, Problem } from "./api/client";
import { asProblem } from "./api/problem";
import type { CommentBody, ConversationDetail, EntryJson, ReplyBody } from "./api/types";
import { adopt, keepOrders, watchTabs } from "./outbox-storage";

export const HOLD_MS = 8_000;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

export type OrderState =
  /** Can still be taken back. */
  | "held"
  | "sending"
  /** No way to the server just now; tried again by itself. */
  | "waiting"
  /** Refused; the text is here, a person decides. */
  | "failed"
  /** Something newer arrived in the conversation that the agent has not seen; `entries` has it. */
  | "stale";

interface Common {
  /** The Idempotency-Key, and the name of the order. */
  key: string;
  conversation: string;
  /** The id of the agent who gave it. */
  agent: string;
  /** When the agent pressed the button, RFC 3339. */
  at: string;
  state: OrderState;
  /** Milliseconds: held until then. */
  until: number;
  thenClose: boolean;
  /** The server has the message; only the closing is left. */
  taken?: boolean;
  /** Whatever the composer needs to put everything back (names of files, recipients). */
  draft?: unknown;
  tries: number;
  problem?: Pick<Problem, "code" | "title" | "detail"> & Partial<Pick<Problem, "reason" | "values">>;
  entries?: EntryJson[];
}

export type Order = Common & ({ kind: "reply"; body: ReplyBody } | { kind: "comment"; body: CommentBody });
export type NewOrder = { conversation: string; thenClose?: boolean; draft?: unknown } & (
  { kind: "reply"; body: ReplyBody } | { kind: "comment"; body: CommentBody }
);

interface Listener {
  /** The server took it: here is the entry. */
  sent: (order: Order, entry: EntryJson) => void;
  closed: (detail: ConversationDetail) => void;
  stale: (order: Order) => void;
  failed: (order: Order) => void;
  /** Taken back before it left. */
  undone: (order: Order) => void;
}

let orders = $state<Order[]>([]);
let agent = "";
let listener: Partial<Listener> = {};
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const find = (key: string): Order | undefined => orders.find((order) => order.key === key);

function change(key: string, changes: Partial<Common>): void {
  orders = orders.map((order) => (order.key === key ? ({ ...order, ...changes } as Order) : order));
  keepOrders(orders);
}

function drop(key: string): void {
  clearTimeout(timers.get(key));
  timers.delete(key);
  orders = orders.filter((order) => order.key !== key);
  keepOrders(orders);
}

function later(key: string, milliseconds: number): void {
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => void post(key), Math.max(0, milliseconds)),
  );
}

async function post(key: string, keepalive = false): Promise<void> {
  const order = find(key);
  if (!order || order.state === "sending" || order.state === "failed" || order.state === "stale") return;
  if (!navigator.onLine) {
    change(key, { state: "waiting" });
    return;
  }
  clearTimeout(timers.get(key));
  change(key, { state: "sending" });
  try {
    if (!order.taken) await hand(order, keepalive);
    if (order.thenClose) {
      const closed = await api.close(order.conversation, { key: `${key}-close`, keepalive });
      listener.closed?.(closed);
    }
    drop(key);
  } catch (error) {
    refused(key, asProblem(error));
  }
}

async function hand(order: Order, keepalive: boolean): Promise<void> {
  const options = { key: order.key, keepalive };
  const entry =
    order.kind === "reply"
      ? await api.reply(order.conversation, order.body, options)
      : await api.comment(order.conversation, order.body, options);
  change(order.key, { taken: true });
  listener.sent?.(order, entry);
}

function refused(key: string, problem: Problem): void {
  const order = find(key);
  if (!order) return;
  if (problem.code === "NotSignedIn" || problem.passing) {
    change(key, { state: "waiting", tries: order.tries + 1 });
    const wait = RETRY_MS[Math.min(order.tries, RETRY_MS.length - 1)] ?? 30_000;
    later(key, Math.max(wait, problem.retryAfter * 1000));
    return;
  }
  if (order.taken) {
    // The message is out and only the closing was refused: the conversation stays open, as everybody sees.
    drop(key);
    return;
  }
  const { code, title, detail, reason, values, entries } = problem;
  const state = code === "StaleReply" ? "stale" : "failed";
  change(key, { state, problem: { code, title, detail, reason, values }, entries });
  const now = find(key);
  if (now) listener[state]?.(now);
}

function sendNow(keepalive: boolean): void {
  for (const order of orders)
    if (order.agent === agent && (order.state === "held" || order.state === "waiting")) void post(order.key, keepalive);
}

export const outbox = {
  /** Begin for this agent: take up what an earlier page left behind. */
  start(me: string, then: Partial<Listener>): () => void {
    agent = me;
    listener = then;
    const stopTabs = watchTabs();
    void adopt(me).then((left) => {
      orders = [...orders, ...left.filter((order) => !find(order.key))];
      for (const order of left)
        if (order.state !== "failed" && order.state !== "stale") {
          change(order.key, { state: order.state === "held" ? "held" : "waiting" });
          later(order.key, order.until - Date.now());
        }
    });
    const leaving = () => {
      sendNow(true);
    };
    const back = () => {
      sendNow(false);
    };
    addEventListener("pagehide", leaving);
    addEventListener("online", back);
    return () => {
      removeEventListener("pagehide", leaving);
      removeEventListener("online", back);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      stopTabs();
      orders = [];
      agent = "";
    };
  },

  /** Keep the order for eight seconds, then send it. A comment can be held for less. */
  hold(order: NewOrder, milliseconds = HOLD_MS): Order {
    const now = Date.now();
    const held: Order = {
      ...order,
      key: newKey(),
      agent,
      at: new Date(now).toISOString(),
      state: "held",
      until: now + milliseconds,
      thenClose: order.thenClose ?? false,
      tries: 0,
    };
    orders = [...orders, held];
    keepOrders(orders);
    later(held.key, milliseconds);
    return held;
  },

  /** A held order leaves this much later than now: its undo is being pointed at, or no longer. */
  postpone(key: string, milliseconds: number): void {
    if (find(key)?.state !== "held") return;
    change(key, { until: Date.now() + milliseconds });
    later(key, milliseconds);
  },

  /** Take an order back, if it has not left: the composer gets it to put the text back. */
  undo(key: string): Order | null {
    const order = find(key);
    if (!order || order.state === "sending" || order.taken) return null;
    // An order that waits may have reached the server; taking it back would be a lie.
    if (order.state === "waiting" && order.tries > 0) return null;
    drop(key);
    listener.undone?.(order);
    return order;
  },

  /** Try a failed one again, under the same key: if it went out after all, it does not go out twice. */
  retry(key: string): void {
    if (!find(key)) return;
    change(key, { state: "waiting", problem: undefined, entries: undefined });
    void post(key);
  },

  /** Give up; answers the order, so that its text is not lost. */
  discard(key: string): Order | null {
    const order = find(key) ?? null;
    drop(key);
    return order;
  },

  /** All orders of a conversation, oldest first. */
  of: (conversation: string): Order[] => orders.filter((order) => order.conversation === conversation),
  get all(): Order[] {
    return orders;
  },
  /** Send what is held at once (before signing out). */
  flush(): void {
    sendNow(false);
  },
};
