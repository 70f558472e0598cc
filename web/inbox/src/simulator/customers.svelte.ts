/** What the page knows of the customers' mail, asked for again every two seconds while it is looked at. */
import { mailApi, type LogLine, type MailJson, type Person } from "./mail-api";

const AGAIN_MS = 2_000;

export class Customers {
  people = $state.raw<Person[]>([]);
  inboxes = $state.raw<string[]>([]);
  mails = $state.raw<MailJson[]>([]);
  log = $state.raw<LogLine[]>([]);
  /** The address of the customer who is played. */
  playing = $state("");
  unreachable = $state(false);
  loaded = $state(false);
  /** Somebody who was typed in and has no mail yet. */
  #added = $state.raw<Person[]>([]);

  readonly all = $derived.by(() => {
    const known = this.people.map(({ address }) => address);
    return [...this.people, ...this.#added.filter(({ address }) => !known.includes(address))];
  });
  readonly customer = $derived(
    this.all.find(({ address }) => address === this.playing) ?? { name: "", address: this.playing },
  );

  add(person: Person): void {
    this.#added = [...this.#added.filter(({ address }) => address !== person.address), person];
    this.play(person.address);
  }

  play(address: string): void {
    if (address === this.playing) return;
    this.playing = address;
    this.mails = [];
    this.loaded = false;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const [people, log] = await Promise.all([mailApi.people(), mailApi.log()]);
      this.people = people.customers;
      this.inboxes = people.inboxes;
      this.log = log.items;
      if (!this.playing) this.playing = people.customers[0]?.address ?? "";
      const asked = this.playing;
      const mails = await mailApi.mails(asked);
      if (asked === this.playing) {
        this.mails = mails.items;
        this.loaded = true;
      }
      this.unreachable = false;
    } catch {
      this.unreachable = true;
    }
  }

  /** Ask again and again; call what it returns to stop. */
  watch(): () => void {
    void this.refresh();
    const timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }
}
