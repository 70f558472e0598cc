import type { SeldomWords } from "../seldom/en.ts";

export const en = {
  start: "Start a conversation",
  made: "Made with Bandeja",
  chat: "Chat",
  close: "Close",
  you: "You",
  replies: {
    minutes: "Usually replies in a few minutes",
    hours: "Usually replies in a few hours",
    day: "Usually replies within a day",
    none: "We are here",
  },
  weReply: {
    minutes: "We usually reply in a few minutes",
    hours: "We usually reply in a few hours",
    day: "We usually reply within a day",
    none: "We are here",
  },
  away: "Away",
  awayUntil: "Away until {a}",
  news: "New message from {a}",
  unread: "{a} unread",
  back: "Back",
  bot: "Bot",
  here: "Here now",
  more: "More",
  ended: "Conversation closed",
  typing: "{a} is typing",
  write: "Write a message",
  writeAgain: "Write to open it again",
  send: "Send",
  attach: "Attach a file",
  emoji: "Emoji",
  waiting: "Sending",
  sent: "Sent",
  seen: "Seen {a}",
  held: "Not sent yet",
  failed: "Not sent.",
  again: "Try again",
  offline: "You are offline. Messages will be sent when you are back.",
  lost: "Reconnecting. Nothing you write is lost.",
  message: "Message",
};

export type PanelWords = typeof en;
/** With those of what is seldom shown, which come with it. */
export type Words = PanelWords & SeldomWords;
