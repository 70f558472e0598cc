/** The dots in a mail's own document that hide older text, named in the language of the screen. */
import { language, t } from "../../lib/i18n.svelte";

export function nameFolds(inside: Document): void {
  for (const dots of inside.querySelectorAll<HTMLElement>("details.quoted > summary")) {
    dots.lang = language.current;
    dots.title = t("thread.quotedText");
    dots.setAttribute("aria-label", t("thread.quotedText"));
  }
}
