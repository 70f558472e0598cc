/** What the page asks of the stand-in for the platforms, at `/simulator/graph/_fake`. */
import { SimulatorProblem } from "./mail-api";

export type Platform = "messenger" | "instagram" | "whatsapp";

export interface Account {
  kind: Platform;
  id: string;
  name: string;
  app_id: string;
  page_id: string;
  business_id: string;
  /** Where its webhooks go; "" while it is not connected. */
  callback: string;
}

export interface PlayedPerson {
  id: string;
  name: string;
}

export interface PhoneFile {
  name: string;
  content_type: string;
  size: number;
  url: string;
}

export interface Place {
  latitude: number;
  longitude: number;
  name: string;
}

export interface Offer {
  title: string;
  payload: string;
}

export interface PhoneMessage {
  id: string;
  at: string;
  /** `in` is what the person wrote, `out` what the team did. */
  way: "in" | "out";
  text: string;
  files: PhoneFile[];
  place: Place | null;
  offered: Offer[];
  /** What the button says that opens them as a list; "" where each is a button. */
  opens: string;
  reply_to: string;
  emoji: string;
  edited: boolean;
  withdrawn: boolean;
  pressed: boolean;
  /** What the product answered each time it was told of it. */
  statuses: number[];
  state: "" | "held" | "refused" | "told" | "seen";
}

export interface Thread {
  account: { kind: Platform; id: string; name: string };
  person: PlayedPerson;
  wrote_at: string | null;
  typing: boolean;
  /** The platform cannot reach the person now. */
  away: boolean;
  token_ended: boolean;
  /** How many of the next calls are refused. */
  failures: number;
  held: number;
  items: PhoneMessage[];
}

/** How the network delivers what is done next. */
export interface Delivery {
  times?: number;
  shuffled?: number;
  held?: boolean;
  with_held?: boolean;
  batched?: boolean;
  wrong_signature?: boolean;
}

export interface Said extends Delivery {
  account: string;
  person: string;
  text?: string;
  file?: { name: string; content_type: string; content: string };
  location?: Place;
  reply_to?: string;
}

/** One thing that a person does beside writing; `infra/local/fake_graph/acting.py` tells what each needs. */
export interface Act {
  kind: string;
  title?: string;
  payload?: string;
  message?: string;
  emoji?: string;
  text?: string;
  ref?: string;
}

export interface Acts extends Delivery {
  account: string;
  person: string;
  acts: Act[];
}

export interface PlatformLine {
  id: number;
  at: string;
  /** `in` is a webhook to the product, `out` a call of it. */
  way: "in" | "out";
  kind: string;
  channel: Platform;
  account: string;
  person: string;
  name: string;
  text: string;
  files: number;
  /** 0: nobody took it. */
  statuses: number[];
  code: number;
  held: boolean;
  /** How many entries the product made of it; 0 while that is not known. */
  kept: number;
  conversation: string;
}

export interface Failure {
  status: number;
  code: number;
  path: string;
  times: number;
  headers: Record<string, string>;
}

/** What is typed in when connecting a made-up account. */
export interface Keys {
  app_secret: string;
  token: string;
}

export interface Told {
  statuses: number[];
}

async function call<Answer>(path: string, order?: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(
      `/simulator/graph/_fake/${path}`,
      order === undefined
        ? {}
        : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) },
    );
  } catch {
    throw new SimulatorProblem(0, "Unreachable", "");
  }
  const answer = (await response.json().catch(() => ({}))) as Answer & { title?: string; detail?: string };
  if (response.ok) return answer;
  throw new SimulatorProblem(response.status, answer.title ?? response.statusText, answer.detail ?? "");
}

export const phoneApi = {
  accounts: () => call<{ items: Account[] }>("accounts"),
  people: (account: string) => call<{ items: PlayedPerson[] }>(`people?${new URLSearchParams({ account }).toString()}`),
  thread: (account: string, person: string) =>
    call<Thread>(`threads?${new URLSearchParams({ account, person }).toString()}`),
  meet: (person: PlayedPerson) => call<PlayedPerson>("people", person),
  act: (acts: Acts) => call<Told>("acts", acts),
  release: (account: string) => call<Told>("released", { account }),
  pass: (account: string, person: string, hours: number) => call<unknown>("passed", { account, person, hours }),
  goAway: (account: string, person: string, away: boolean) => call<unknown>("away", { account, person, away }),
  endToken: (account: string, valid: boolean) => call<unknown>("tokens", { account, valid }),
  fail: (failure: Failure) => call<unknown>("failures", failure),
  keys: (account: string) => call<Keys>(`keys?${new URLSearchParams({ account }).toString()}`),
  log: () => call<{ items: PlatformLine[] }>("log"),
  say: (said: Said) => call<Told & { id: string }>("said", said),
};
