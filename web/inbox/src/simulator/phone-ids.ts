/** Ids of people who are new: a phone's number on WhatsApp, on the others an id that only the account knows. */
import type { Platform } from "./phone-api";

function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
}

/** Never 16 digits: some of those stand for a refusal at the stand-in. */
export const newId = (kind: Platform): string => (kind === "whatsapp" ? `346${digits(8)}` : `9${digits(16)}`);
