/** Who is signed in. */
import { api } from "../lib/api/client";
import { asProblem, type Problem } from "../lib/api/problem";
import { forgetAnswers, onSignedOut } from "../lib/api/request";
import type { MeJson } from "../lib/api/types";
import { language, LANGUAGES, type Language } from "../lib/i18n.svelte";
import { knowMe } from "../lib/knowledge";
import { outbox } from "../lib/outbox.svelte";
import { queryClient } from "../lib/query";
import { toasts } from "../ui";

type State =
  | { name: "loading" }
  | { name: "out"; ended: boolean }
  | { name: "failed"; problem: Problem }
  | { name: "in"; me: MeJson };

let state = $state.raw<State>({ name: "loading" });

function isLanguage(text: string | null): text is Language {
  return text !== null && text in LANGUAGES;
}

async function enter(me: MeJson): Promise<void> {
  knowMe(me.id);
  if (isLanguage(me.language)) await language.set(me.language);
  state = { name: "in", me };
}

function leave(ended: boolean): void {
  queryClient.clear();
  forgetAnswers();
  state = { name: "out", ended };
}

export const session = {
  get state(): State {
    return state;
  },
  /** The signed-in agent; to be read only where somebody is signed in. */
  get me(): MeJson {
    if (state.name !== "in") throw new Error("Nobody is signed in");
    return state.me;
  },
  may(permission: string): boolean {
    return state.name === "in" && state.me.permissions.includes(permission);
  },
  get isAdmin(): boolean {
    return state.name === "in" && state.me.role === "admin";
  },
  async start(): Promise<void> {
    onSignedOut(() => {
      if (state.name === "in") leave(true);
    });
    try {
      await enter(await api.me());
    } catch (error) {
      const problem = asProblem(error);
      state = problem.status === 401 ? { name: "out", ended: false } : { name: "failed", problem };
    }
  },
  enter,
  /** The agent changed something about themselves. */
  update(me: MeJson): void {
    state = { name: "in", me };
  },
  async signOut(): Promise<void> {
    outbox.flush();
    toasts.dismissAll();
    try {
      await api.signOut();
    } finally {
      leave(false);
    }
  },
};
