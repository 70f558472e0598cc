import type { TalkWords } from "../conversation/en.ts";

export const en = {
  start: "Start a conversation",
  earlier: "Earlier conversations",
  made: "Made with Bandeja",
  chat: "Chat",
  close: "Close",
  you: "You",
  minutes: "Usually replies in a few minutes",
  hours: "Usually replies in a few hours",
  day: "Usually replies within a day",
  weMinutes: "We usually reply in a few minutes",
  weHours: "We usually reply in a few hours",
  weDay: "We usually reply within a day",
  none: "We are here",
  away: "Away",
  awayUntil: "Away until {a}",
  news: "New message from {a}",
  meet: "Book a call",
  unread: "{a} unread",
};

/** With those of conversations, which are there as soon as one is shown. */
export type Words = typeof en & TalkWords;
