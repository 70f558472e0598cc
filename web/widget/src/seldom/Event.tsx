/** What happened between the messages. */
import { clock, said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import type { Entry } from "../talk/frames.ts";

export function Event({ scene: { words, region }, entry: { kind, at, agent } }: { scene: Scene; entry: Entry }) {
  const time = clock(at, region);
  const text = {
    joined: said(words.joined, agent?.name),
    closed: agent ? said(words.closed, agent.name, time) : said(words.closedNow, "", time),
    reopened: words.reopened,
    rated: words.rated,
    message: "",
  }[kind] as string | undefined;
  return text ? <p class="ev">{text}</p> : null;
}
