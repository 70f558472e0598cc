/** Requests of a visitor. Who they are stands in a header, never in a cookie. */

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail?: string,
  ) {
    super(detail);
  }
}

export class Http {
  token = "";

  constructor(private readonly api: string) {}

  headers = (): Record<string, string> => (this.token ? { "X-Bandeja-Visitor": this.token } : {});

  /** The answer's body. Raises `Refused`, or what `fetch` raises where there is no line. */
  async send<Answer>(path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.api}/chat/${path}`, {
      method: body ? "POST" : "GET",
      headers: { ...this.headers(), ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : null,
      credentials: "omit",
    });
    const said = (await answer.json().catch(() => ({}))) as Answer & { code?: string; detail?: string };
    if (!answer.ok) throw new Refused(answer.status, said.code ?? "", said.detail);
    return said;
  }
}
