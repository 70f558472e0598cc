import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlayedPerson } from "./phone-api";
import { Phone } from "./phone.svelte";

const CARLA = { id: "1", name: "Carla Brandt" };
const EVA = { id: "2", name: "Eva Sol" };
const ACCOUNT = { kind: "whatsapp", id: "n1", name: "Lamp shop", callback: "https://inbox.example/webhooks" };
let known: PlayedPerson[] = [];
/** Lists of people that were asked for and not answered yet. */
let waiting: (() => void)[] = [];
let slow = false;

beforeEach(() => {
  known = [CARLA];
  waiting = [];
  slow = false;
  vi.stubGlobal("fetch", (path: string, { method = "GET", body }: RequestInit = {}) => {
    if (method === "POST") known = [JSON.parse(String(body)) as PlayedPerson, ...known];
    const items = path.includes("/accounts") ? [ACCOUNT] : path.includes("/people") ? known : [];
    const answer = Response.json(method === "POST" ? EVA : { items });
    if (!slow || method === "POST" || !path.includes("/people")) return Promise.resolve(answer);
    return new Promise((resolve) => waiting.push(() => resolve(answer)));
  });
});

afterEach(() => vi.unstubAllGlobals());

test("somebody new stays on the phone, also when an older list of people comes in after them", async () => {
  const phone = new Phone();
  await phone.refresh();
  expect(phone.person).toEqual(CARLA);

  slow = true;
  void phone.refresh();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  const [older] = waiting;
  slow = false;
  await phone.meet(EVA);
  older?.();
  await new Promise((resolve) => setTimeout(resolve));

  expect(phone.person).toEqual(EVA);
});
