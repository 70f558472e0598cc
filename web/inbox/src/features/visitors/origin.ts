/** Where a visitor comes from and by what, in words of the reader's language. */
import { t, type PlainKey } from "../../lib/i18n.svelte";
import { ago } from "../../lib/time";

const DEVICES: Record<string, PlainKey> = {
  phone: "visitor.phone",
  tablet: "visitor.tablet",
  desktop: "visitor.desktop",
};

/** What browsers and networks tell may be anything: what Intl does not know is shown as it came. */
function named(code: string, language: string, type: "region" | "language"): string {
  if (!code) return "";
  try {
    return new Intl.DisplayNames([language], { type, fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const countryName = (code: string, language: string): string => named(code, language, "region");

export function languageName(tag: string, language: string): string {
  const name = named(tag, language, "language");
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** "" for what this version has no word for. */
export function deviceName(device: string): string {
  const key = DEVICES[device];
  return key ? t(key) : "";
}

/** What to call a page: its title, else where it lies on its site. */
export function pageName({ title, url }: { title: string; url: string }): string {
  if (title) return title;
  try {
    const { host, pathname } = new URL(url);
    return pathname === "/" ? host : pathname;
  } catch {
    return url;
  }
}

/** "On the site now", or since when they have not been heard of; "" for somebody who is not there. */
export function presenceWords(here: boolean, seenAt: string | null, language: string, now: number): string {
  if (here) return t("visitor.here");
  return seenAt ? t("visitor.left", { ago: ago(Date.parse(seenAt), language, now) }) : "";
}

/** Two visitors without a name are told apart by the end of their id, as the server does. */
export const visitorName = ({ name, email, visitor }: { name: string; email: string; visitor: string | null }): string =>
  name || email || (visitor ? t("visitor.nameless", { mark: visitor.slice(-4) }) : t("inbox.someone"));
