/** Words of what is seldom shown. */
export const en = {
  copy: "Send me a copy by email",
  copied: "A copy is on its way to {a}.",
  end: "End the conversation",
  leave: "Leave us a message",
  leaveHint: "The answer comes by email.",
  backAt: "We are back {a}.",
  email: "Email",
  sendMessage: "Send message",
  where: "Where can we answer if you leave?",
  only: "Only for this conversation. No newsletter.",
  sendStart: "Send and start",
  keep: "Keep it",
  later: "Not now",
  thanks: "Thank you. An answer also goes to {a}.",
  privacy: "Privacy notice",
  badEmail: "Write an email address like name@example.com",
  mustAgree: "Tick the box to go on",
  how: "How did {a} do?",
  howWe: "How did we do?",
  scores: ["Bad", "Poor", "Fair", "Good", "Great"],
  add: "Anything to add? Optional",
  addHint: "What went well, what could be better",
  rate: "Send rating",
  optional: "Optional",
};

export type SeldomWords = typeof en;
