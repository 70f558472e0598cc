/** What can be done to chatflows from their list: each shows at once, and is taken back when the server refuses. */
import { chatApi } from "../../lib/api/chat";
import type { ChatflowJson } from "../../lib/api/chat-types";
import type { Page } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { offerUndo, tell } from "../../lib/undo";
import { CHATFLOWS } from "../../app/route";
import { router } from "../../app/router.svelte";
import { moved } from "./ordering";

type Flows = Page<ChatflowJson>;

export const known = (channel: string): ChatflowJson[] =>
  queryClient.getQueryData<Flows>(keys.chatflows(channel))?.items ?? [];

function change(channel: string, how: (items: ChatflowJson[]) => ChatflowJson[]): void {
  queryClient.setQueryData<Flows>(keys.chatflows(channel), (now) => now && { ...now, items: how(now.items) });
}

/** This chatflow is so now. */
export function learn(flow: ChatflowJson): void {
  change(flow.channel, (items) => items.map((one) => (one.id === flow.id && one.version <= flow.version ? flow : one)));
}

async function ask(channel: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.chatflows(channel) });
}

/** Carry out an order; what goes wrong is told, and the list becomes what it truly is. */
async function ordered(channel: string, order: () => Promise<void>): Promise<void> {
  try {
    await queryClient.cancelQueries({ queryKey: keys.chatflows(channel) });
    await order();
  } catch (error) {
    tell(problemText(error), { tone: "bad" });
    await ask(channel);
  }
}

/** One after the other, as they were given. */
let moving: Promise<void> = Promise.resolve();

const open = (channel: string, flow: string | null): void => {
  router.go({ ...CHATFLOWS, channel, flow, tab: "build" });
};

export const orders = {
  create: (channel: string) =>
    ordered(channel, async () => {
      const made = await chatApi.create(channel, t("chatflows.newName"));
      await ask(channel);
      open(channel, made.id);
    }),

  clone: (flow: ChatflowJson) =>
    ordered(flow.channel, async () => {
      const made = await chatApi.clone(flow.id, t("chatflows.copyOf", { name: flow.name }));
      await ask(flow.channel);
      open(flow.channel, made.id);
      tell(t("chatflows.cloned", { name: made.name }));
    }),

  switch: (flow: ChatflowJson, on: boolean) =>
    ordered(flow.channel, async () => {
      const now = on ? await chatApi.publish(flow.id, flow.version) : await chatApi.switchOff(flow.id, flow.version);
      learn(now);
      tell(t(on ? "chatflows.isOn" : "chatflows.isOff", { name: flow.name }));
    }),

  /** From one place to another; the list shows it before the server has answered. */
  move: (channel: string, from: number, to: number): Promise<void> => {
    const order = moved(known(channel), from, to);
    const flow = order[to];
    if (!flow || from === to) return Promise.resolve();
    change(channel, () => order);
    return (moving = moving.then(() =>
      ordered(channel, async () => {
        const told = await chatApi.move(flow.id, order[to - 1]?.id ?? null);
        told.items.forEach(learn);
      }),
    ));
  },

  remove: (flow: ChatflowJson) =>
    ordered(flow.channel, async () => {
      change(flow.channel, (items) => items.filter(({ id }) => id !== flow.id));
      if (router.route.page === "chatflows" && router.route.flow === flow.id) open(flow.channel, null);
      await chatApi.remove(flow.id);
      offerUndo(t("chatflows.deleted", { name: flow.name }), () => {
        void ordered(flow.channel, async () => {
          await chatApi.restore(flow.id);
          await ask(flow.channel);
        });
      });
    }),

  copyLink: async (flow: ChatflowJson): Promise<void> => {
    await navigator.clipboard.writeText(testLink(flow));
    tell(t("chatflows.linkCopied"));
  },
};

/** A page of ours that shows this chatflow to whoever opens it, whatever its lines say. */
export function testLink(flow: ChatflowJson): string {
  const part = new URLSearchParams({ channel: flow.channel, chatflow: flow.id });
  return `${location.origin}/widget/chat.html?${part.toString()}`;
}
