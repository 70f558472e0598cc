/** What the page asks of the stand-in for the platforms, at `/simulator/graph/_fake`. */
import { SimulatorProblem } from "./mail-api";

export type Platform = "messenger" | "instagram" | "whatsapp";

export interface Account {
  kind: Platform;
  id: string;
  name: string;
  app_id: string;
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
  say: (said: Said) => call<Told & { id: string }>("said", said),
};
