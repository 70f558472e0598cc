/** How far the way to a team address is, and how its words are cut. */
import type { EmailSettingsJson } from "../../lib/api/types";

export type StepNumber = 1 | 2 | 3 | 4;

/** Which steps are done. A person may do each again, also after the forwarding was proven. */
export function stepsDone({ team_address, forwarding }: EmailSettingsJson): Record<StepNumber, boolean> {
  return {
    1: team_address !== "",
    2: forwarding.added,
    3: forwarding.confirmed,
    4: forwarding.verified && forwarding.test === "returned",
  };
}

/** The first that is not done; `null` when the way is at its end. */
export function stepNow(settings: EmailSettingsJson): StepNumber | null {
  const done = stepsDone(settings);
  return ([1, 2, 3, 4] as const).find((step) => !done[step]) ?? null;
}

/** "481 207 73": digits in threes, so that nobody loses their place; any other code as it is. */
export function codeInGroups(code: string): string {
  return /^\d+$/.test(code) ? (code.match(/\d{1,3}/g) ?? []).join(" ") : code;
}

/** How a name server's panel wants it: without the domain behind it. */
export function shortName(name: string, domain: string): string {
  return name.endsWith(`.${domain}`) ? name.slice(0, -domain.length - 1) : name;
}

/** A signature with the places filled in, as the server does it. */
export function filledIn(text: string, agent: string, company: string): string {
  return text.replace(/\{(agent|company)\}/g, (_, place) => (place === "agent" ? agent : company));
}

/** How often to ask: something is expected at any moment, soon, or not at all. */
export function askEvery(settings: EmailSettingsJson | undefined): number {
  if (settings?.forwarding.test === "awaited" || settings?.forwarding.test === "overdue") return 3_000;
  return settings?.team_address && !settings.forwarding.verified ? 5_000 : 60_000;
}
