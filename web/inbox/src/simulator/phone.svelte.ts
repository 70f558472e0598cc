/** What the page knows of one person's phone, asked for again every second while it is looked at. */
import { deliveryOf, type Next } from "./deliveries";
import { SimulatorProblem } from "./mail-api";
import { phoneApi, type Account, type Act, type Delivery, type PlatformLine, type PlayedPerson, type Said, type Thread } from "./phone-api";

const AGAIN_MS = 1_000;

export class Phone {
  accounts = $state.raw<Account[]>([]);
  people = $state.raw<PlayedPerson[]>([]);
  thread = $state.raw<Thread | null>(null);
  accountId = $state("");
  personId = $state("");
  loaded = $state(false);
  log = $state.raw<PlatformLine[]>([]);
  /** How the network delivers the next thing that is done. */
  next = $state<Next>("normal");
  /** Counts choices: what was asked before the newest one says nothing of it. */
  #choice = 0;

  readonly connected = $derived(this.accounts.filter(({ callback }) => callback));
  readonly account = $derived(this.connected.find(({ id }) => id === this.accountId) ?? this.connected[0]);
  readonly person = $derived(this.people.find(({ id }) => id === this.personId) ?? this.people[0]);

  async choose(accountId: string): Promise<void> {
    this.#choice += 1;
    this.accountId = accountId;
    this.personId = "";
    this.people = [];
    this.thread = null;
    await this.refresh();
  }

  async play(personId: string): Promise<void> {
    this.#choice += 1;
    this.personId = personId;
    this.thread = null;
    await this.refresh();
  }

  async meet(person: PlayedPerson): Promise<void> {
    const met = await phoneApi.meet(person);
    if (!this.people.some(({ id }) => id === met.id)) this.people = [met, ...this.people];
    await this.play(met.id);
  }

  /** Something the person writes; the network behaves as was chosen, once. */
  async say(said: Partial<Said>): Promise<void> {
    await phoneApi.say({ account: this.accountId, person: this.personId, ...said, ...this.#delivery() });
  }

  /** Something else that the person does. */
  async act(act: Act): Promise<void> {
    await phoneApi.act({ account: this.accountId, person: this.personId, acts: [act], ...this.#delivery() });
  }

  #delivery(): Delivery {
    const chosen = this.next;
    this.next = "normal";
    return deliveryOf(chosen, Date.now());
  }

  async refresh(): Promise<void> {
    try {
      const [accounts, log] = await Promise.all([phoneApi.accounts(), phoneApi.log()]);
      this.accounts = accounts.items;
      this.log = log.items;
      this.loaded = true;
      const account = this.account;
      if (account) await this.#read(account.id);
    } catch (error) {
      // The mail program beside it says when nobody answers.
      if (!(error instanceof SimulatorProblem)) throw error;
    }
  }

  /** Who can be played, and the thread of who is; who is played stays so, whoever writes meanwhile. */
  async #read(accountId: string): Promise<void> {
    const choice = this.#choice;
    const people = (await phoneApi.people(accountId)).items;
    if (choice !== this.#choice || accountId !== this.account?.id) return;
    this.people = people;
    this.accountId = accountId;
    const person = this.person;
    if (!person) return;
    this.personId = person.id;
    const thread = await phoneApi.thread(accountId, person.id);
    if (choice === this.#choice) this.thread = thread;
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
