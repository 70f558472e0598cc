/** What is said of the team's presence. */
import { said, type Scene } from "./scene.ts";
import { coming } from "./time.ts";

/** The words, and whether somebody is there. `ours`: said by the team of itself. */
export function status({ words, config, chat, region }: Scene, ours: boolean): [words: string, isHere: boolean] {
  if (!chat.available) {
    const { back_at } = config.away;
    return [back_at ? said(words.awayUntil, coming(back_at, region)) : words.away, false];
  }
  const how = config.reply_time;
  const said_ = {
    minutes: ours ? words.weMinutes : words.minutes,
    hours: ours ? words.weHours : words.hours,
    day: ours ? words.weDay : words.day,
    none: words.none,
  };
  return [said_[how], true];
}
