/**
 * The line to the server over which news come at once. It only says that something changed; what changed is fetched.
 * It connects again by itself, after a pause that grows and is never the same for two browsers.
 */
import { SvelteMap } from "svelte/reactivity";
import { api } from "./api/client";
import type { ChangedFrame, ClientFrame, Presence, ServerFrame } from "./api/types";
import type { VisitorFrame } from "./visitors.svelte";

export type Changed = ChangedFrame;
type Person = Presence["agent"];
type Doing = Presence["doing"] | "left";

export interface Listener {
  changed: (change: Changed) => void;
  /** The line is up again, or has just come up: whatever was missed must be fetched. */
  connected: () => void;
  /** The head of the watched conversation, as the server knows it. */
  head: (conversation: string, seq: number) => void;
  /** The visitor of the watched chat does something. */
  visitor: (frame: VisitorFrame) => void;
}

const PING_MS = 30_000;
const PRESENCE_MS = 20_000;
const FORGOTTEN_MS = 45_000;
const LOOK_MS = 5_000;
const NOTICE_MS = 3_000;
const LONGEST_PAUSE_MS = 30_000;

/** Full jitter: anywhere between nothing and a bound that doubles. */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  return 250 + random() * Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
}

let socket: WebSocket | undefined;
let listener: Listener | undefined;
let me = "";
let attempt = 0;
let running = false;
let timers: ReturnType<typeof setTimeout>[] = [];
let wanted: { inboxes: string[]; conversation: string | null } = { inboxes: [], conversation: null };
let doing: { conversation: string; doing: Presence["doing"]; outside: boolean } | null = null;

let connected = $state(false);
let late = $state(false);
let online = $state(navigator.onLine);
const people = new SvelteMap<string, { agent: Person; doing: Presence["doing"]; conversation: string; at: number }>();

function say(frame: ClientFrame): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function after(milliseconds: number, then: () => void): void {
  timers.push(setTimeout(then, milliseconds));
}

function lost(): void {
  const was = connected;
  connected = false;
  socket = undefined;
  if (!running) return;
  if (was || attempt === 0)
    after(NOTICE_MS, () => {
      late = !connected;
    });
  after(pauseBefore(attempt), () => void connect());
  attempt += 1;
}

async function connect(): Promise<void> {
  if (!running || socket) return;
  let ticket: string;
  try {
    ({ ticket } = await api.socketTicket());
  } catch {
    lost();
    return;
  }
  if (!(running as boolean)) return;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const mine = new WebSocket(`${scheme}://${location.host}/socket?ticket=${encodeURIComponent(ticket)}`);
  socket = mine;
  mine.onopen = () => {
    say({ type: "hello" });
    say({ type: "watch", ...wanted });
    if (doing) say({ type: "presence", ...doing });
    connected = true;
    late = false;
    attempt = 0;
    listener?.connected();
  };
  mine.onmessage = (event: MessageEvent<string>) => {
    hear(JSON.parse(event.data) as ServerFrame);
  };
  mine.onclose = () => {
    if (socket === mine) lost();
  };
}

function noteDown(conversation: string, agent: Person, what: Doing): void {
  if (agent.id === me) return;
  const name = `${conversation} ${agent.id}`;
  if (what === "left") people.delete(name);
  else people.set(name, { agent, doing: what, conversation, at: Date.now() });
}

function hear(frame: ServerFrame): void {
  switch (frame.type) {
    case "changed":
      listener?.changed(frame);
      break;
    case "watch":
      if (frame.conversation === null || frame.conversation !== wanted.conversation) break;
      for (const [name, person] of people) if (person.conversation === frame.conversation) people.delete(name);
      for (const person of frame.present) noteDown(frame.conversation, person.agent, person.doing);
      break;
    case "presence":
      noteDown(frame.conversation, frame.agent, frame.doing);
      break;
    case "ping":
      if (frame.conversation !== null && frame.seq !== null) listener?.head(frame.conversation, frame.seq);
      break;
    case "visitor_typing":
    case "visitor_seen":
    case "visitor_page":
      listener?.visitor(frame);
      break;
    case "hello":
    case "error":
      break;
  }
}

function tick(): ReturnType<typeof setInterval>[] {
  return [
    setInterval(() => {
      say({ type: "ping", conversation: wanted.conversation });
    }, PING_MS),
    setInterval(() => {
      if (doing) say({ type: "presence", ...doing });
    }, PRESENCE_MS),
    setInterval(() => {
      for (const [name, { at }] of people) if (Date.now() - at > FORGOTTEN_MS) people.delete(name);
    }, LOOK_MS),
  ];
}

/** The browser found or lost its network: with one, there is no reason to wait out the pause. */
function network(): void {
  online = navigator.onLine;
  if (!online || connected) return;
  attempt = 0;
  void connect();
}

export const realtime = {
  get connected(): boolean {
    return connected;
  },
  /** For three seconds or longer there has been no line. */
  get late(): boolean {
    return late;
  },
  get online(): boolean {
    return online;
  },

  start(agent: string, then: Listener): () => void {
    me = agent;
    listener = then;
    running = true;
    addEventListener("online", network);
    addEventListener("offline", network);
    const ticking = tick();
    void connect();
    return () => {
      running = false;
      removeEventListener("online", network);
      removeEventListener("offline", network);
      ticking.forEach(clearInterval);
      timers.forEach(clearTimeout);
      timers = [];
      socket?.close();
      socket = undefined;
      connected = false;
      late = false;
      people.clear();
      doing = null;
      wanted = { inboxes: [], conversation: null };
    };
  },

  /** What to hear of. Replaces what was watched before; to be called before fetching. */
  watch(inboxes: string[], conversation: string | null): void {
    wanted = { inboxes, conversation };
    say({ type: "watch", ...wanted });
  },

  /** Tell the others what this agent does in a conversation; null: nothing any more. `outside`: the person too. */
  present(conversation: string | null, what: Presence["doing"] = "viewing", outside = false): void {
    if (doing && doing.conversation !== conversation)
      say({ type: "presence", conversation: doing.conversation, doing: "left", outside: false });
    const same = doing?.conversation === conversation && doing?.doing === what;
    doing = conversation === null ? null : { conversation, doing: what, outside };
    if (doing && !same) say({ type: "presence", ...doing });
  },

  /** Who else is in a conversation. */
  in: (conversation: string): Presence[] =>
    [...people.values()]
      .filter((person) => person.conversation === conversation)
      .map(({ agent, doing: what }) => ({ agent, doing: what })),
};
