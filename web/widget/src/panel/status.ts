/** What is said of the team's presence. */
import { said, type Scene } from "./scene.ts";

/** The words, and whether somebody is there. `ours`: said by the team of itself. */
export function status({ words, config, chat, region, parts }: Scene, ours: boolean): [words: string, isHere: boolean] {
  if (!chat.available) {
    const { back_at } = config.away;
    return [back_at && parts ? said(words.awayUntil, parts.coming(back_at, region)) : words.away, false];
  }
  return [(ours ? words.weReply : words.replies)[config.reply_time], true];
}
