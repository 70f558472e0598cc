/** Words inside the kit itself; a screen brings its own. */
export const ui = {
  cancel: "Cancel",
  close: "Close",
  copied: "Copied",
  copy: "Copy {text}",
  dismiss: "Dismiss",
  messages: "Messages",
  tryAgain: "Try again",
  undo: "Undo",
} as const;
