/** Asking the platform how an account does, and what came of it. */
import { createQuery } from "@tanstack/svelte-query";
import { api } from "../../lib/api/client";
import { platformApi } from "../../lib/api/platforms";
import type { ChannelStateJson, PlatformJson } from "../../lib/api/types";
import { clock } from "../../lib/clock.svelte";
import { language } from "../../lib/i18n.svelte";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { shortDate } from "../../lib/time";
import { checksOf, type Check } from "./checks";

const AGAIN_MS = 15_000;

export class Checking {
  busy = $state(false);
  fault = $state("");
  readonly #states = createQuery(() => ({
    queryKey: keys.channels,
    queryFn: async () => (await api.channels()).items,
    refetchInterval: AGAIN_MS,
  }));

  constructor(readonly account: () => PlatformJson | null) {}

  /** What went through the channel lately. */
  get traffic(): ChannelStateJson | undefined {
    const id = this.account()?.id;
    return this.#states.data?.find((one) => one.id === id);
  }

  get checks(): Check[] {
    const account = this.account();
    if (!account) return [];
    const date = (iso: string) => shortDate(iso, language.current, clock.now);
    return checksOf(account, date, this.traffic?.last_activity_at != null);
  }

  /** Ask the platform now. */
  async ask(): Promise<void> {
    const account = this.account();
    if (!account || this.busy) return;
    this.busy = true;
    this.fault = "";
    try {
      queryClient.setQueryData(keys.platform(account.id), await platformApi.check(account.id));
    } catch (error) {
      this.fault = problemText(error);
    } finally {
      this.busy = false;
      void queryClient.invalidateQueries({ queryKey: keys.channels });
    }
  }
}
