/**
 * A made-up server inside the preview's frame: the widget is the real one, but nobody hears what is written to it,
 * and nothing of it is kept in this browser.
 */

interface Frame {
  type: string;
  id?: string;
  text?: string;
  conversation?: string;
}

type Agent = { id: string; name: string; avatar: string } | null;

const CONVERSATION = "preview";
const soon = (then: () => void, milliseconds = 0): void => void setTimeout(then, milliseconds);
const now = (): string => new Date().toISOString();

function greeting(agent: Agent): object {
  const agents = agent ? [agent] : [];
  const who = { visitor: "preview", channel: "preview" };
  return { type: "hello", ...who, available: true, away_text: "", agents, conversations: [] };
}

function entryOf({ id = "", text = "" }: Frame, seq: number): object {
  const nothing = { agent: null, files: [], score: null };
  const entry = { seq, at: now(), by: "visitor", kind: "message", id, text, ...nothing };
  return { type: "entry", conversation: CONVERSATION, prev: seq - 1, entry };
}

/** What the server would say to each frame. */
export function answers(agent: Agent): (frame: Frame) => object[] {
  let seq = 0;
  return (frame) => {
    switch (frame.type) {
      case "hello":
        return [greeting(agent)];
      case "start":
      case "say":
        seq += 1;
        return [{ type: "said", id: frame.id, conversation: CONVERSATION, seq, at: now() }, entryOf(frame, seq)];
      case "resume":
        return [{ type: "resumed", conversation: CONVERSATION, seq, entries: [] }];
      case "ping":
        return [{ type: "pong", conversation: CONVERSATION, seq }];
      default:
        return [];
    }
  };
}

function fakeSocket(agent: Agent) {
  return class FakeSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readyState = 0;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onclose: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    readonly #answer = answers(agent);

    constructor() {
      super();
      soon(() => {
        this.readyState = 1;
        this.#tell(new Event("open"), this.onopen);
      });
    }

    send(text: string): void {
      for (const frame of this.#answer(JSON.parse(text) as Frame))
        soon(() => this.#tell(new MessageEvent("message", { data: JSON.stringify(frame) }), this.onmessage), 60);
    }

    close(): void {
      this.readyState = 3;
    }

    #tell<Kind extends Event>(event: Kind, handler: ((event: Kind) => void) | null): void {
      handler?.(event);
      this.dispatchEvent(event);
    }
  };
}

const SESSION = {
  token: "preview",
  visitor: "preview",
  channel: "preview",
  name: "",
  email: "",
  identified: false,
  available: true,
  conversations: [],
};

function fakeFetch(input: RequestInfo | URL): Promise<Response> {
  const address = input instanceof Request ? input.url : String(input);
  if (address.endsWith("/chat/session")) return Promise.resolve(Response.json(SESSION));
  if (address.endsWith("/chat/ticket")) {
    const expires = new Date(Date.now() + 30_000).toISOString();
    const ticket = { ticket: "preview", expires_at: expires, socket_url: "wss://preview.invalid/socket" };
    return Promise.resolve(Response.json(ticket, { status: 201 }));
  }
  return Promise.resolve(Response.json({ title: "Only a preview", status: 404, code: "NotFound" }, { status: 404 }));
}

function memory(): object {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

/** Put the made-up server in place of the real one, before the launcher runs. */
export function standIn(frame: Window, agent: Agent): void {
  const put = (name: string, value: unknown) =>
    Object.defineProperty(frame, name, { value, configurable: true, writable: true });
  put("fetch", fakeFetch);
  put("WebSocket", fakeSocket(agent));
  put("localStorage", memory());
  put("sessionStorage", memory());
}
