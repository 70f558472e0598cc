/** What can be done with a conversation, wherever it is said: the palette, keys, the thread. */
export const orders = {
  close: "Close",
  reopen: "Reopen",
  spam: "Move to spam",
  notSpam: "Not spam",
  markUnread: "Mark unread",
  merge: "Merge into…",
  move: "Move to inbox…",
  copyLink: "Copy link",
  reply: "Reply",
  note: "Note",
  assignMe: "Assign to me",
  assignTo: "Assign to a person",
} as const;
