/** What the page asks of the local home at `/simulator/api`. */

export interface Person {
  name: string;
  address: string;
}

export interface MailJson {
  id: string;
  box: "got" | "sent";
  at: string;
  from: Person;
  to: Person[];
  cc: Person[];
  reply_to: Person;
  subject: string;
  /** What the writer wrote; `quoted` is the older text below it. */
  text: string;
  quoted: string;
  attachments: { index: number; name: string; content_type: string; size: number }[];
}

export interface LogLine {
  id: string;
  at: string;
  way: "in" | "out";
  name: string;
  address: string;
  subject: string;
  files: number;
  deliveries: number;
  result: "accepted" | "stored" | "kept_once" | "kept_twice" | "delivered";
  /** Null while nothing tells in which conversation it is. */
  conversation: string | null;
}

export interface MailOrder {
  from: Person;
  to: string;
  subject: string;
  text: string;
  attachments: { name: string; content_type: string; content_base64: string }[];
  in_reply_to: string | null;
  times: 1 | 2;
}

/** The local home refused, or did not answer (status 0). */
export class SimulatorProblem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly detail: string,
  ) {
    super(title);
    this.name = "SimulatorProblem";
  }
}

async function call<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/simulator/api${path}`, init);
  } catch {
    throw new SimulatorProblem(0, "Unreachable", "");
  }
  const answer = (await response.json().catch(() => ({}))) as Answer & { title?: string; detail?: string };
  if (response.ok) return answer;
  throw new SimulatorProblem(response.status, answer.title ?? response.statusText, answer.detail ?? "");
}

export const mailApi = {
  people: () => call<{ customers: Person[]; inboxes: string[] }>("/people"),
  mails: (address: string) => call<{ items: MailJson[] }>(`/mails?address=${encodeURIComponent(address)}`),
  log: () => call<{ items: LogLine[] }>("/log"),
  send: (order: MailOrder) =>
    call<MailJson>("/mails", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    }),
  fileAddress: (mail: string, index: number) =>
    `/simulator/api/mails/${encodeURIComponent(mail)}/files/${index}`,
};

/** The content of a file as the API takes it. */
export function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      // A data: address has the content after its first comma.
      resolve(String(reader.result).replace(/^[^,]*,/, ""));
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error("The file cannot be read"));
    };
    reader.readAsDataURL(file);
  });
}
