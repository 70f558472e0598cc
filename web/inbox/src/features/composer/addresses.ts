/** Addresses as people type or paste them: "Ana Ruiz <ana@example.com>, bo@example.com". */
import type { MailboxJson } from "../../lib/api/types";

const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/;
const LONGEST = 320;

export function isAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text);
}

/** Cut at commas, semicolons and line ends that stand outside quotes and angle brackets. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  let quoted = false;
  let angled = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (letter === "<") angled = true;
    else if (letter === ">") angled = false;
    if (!quoted && !angled && /[,;\n]/.test(letter)) {
      found.push(piece);
      piece = "";
    } else piece += letter;
  }
  return [...found, piece].map((one) => one.trim()).filter(Boolean);
}

function mailbox(piece: string): MailboxJson {
  const named = /^(.*)<([^<>]*)>$/s.exec(piece);
  if (!named) return { address: piece, name: "" };
  const name = (named[1] ?? "").trim().replace(/^"(.*)"$/s, "$1").replace(/\\(.)/g, "$1");
  return { address: (named[2] ?? "").trim(), name };
}

/** What was typed, as addresses in order. One that is none keeps its text, so that it can be shown as wrong. */
export function readAddresses(text: string): MailboxJson[] {
  return pieces(text).flatMap((piece) => {
    const words = piece.split(/\s+/);
    const onlyAddresses = words.length > 1 && words.every(isAddress);
    return onlyAddresses ? words.map((address) => ({ address, name: "" })) : [mailbox(piece)];
  });
}

/** Both lists, without an address that stands in it already; letter case does not tell addresses apart. */
export function joined(list: readonly MailboxJson[], more: readonly MailboxJson[]): MailboxJson[] {
  const all = [...list];
  for (const one of more)
    if (!all.some(({ address }) => address.toLowerCase() === one.address.toLowerCase())) all.push(one);
  return all;
}

/** The addresses among what was typed. */
export function addressesOf(mailboxes: readonly MailboxJson[]): string[] {
  return mailboxes.map(({ address }) => address).filter(isAddress);
}
