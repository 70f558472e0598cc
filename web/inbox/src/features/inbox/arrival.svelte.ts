/** How the reader came to the conversation on the screen: by the link of one that was merged into it. */
let target = $state("");
let number = $state(0);

export const arrival = {
  by(conversation: string, of: number): void {
    target = conversation;
    number = of;
  },
  /** The number of the conversation that was asked for; "" when it is this one. */
  at: (conversation: string): string => (conversation === target ? String(number) : ""),
  left(conversation: string): void {
    if (conversation === target) target = "";
  },
};
