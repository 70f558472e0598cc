/**
 * A part of the page could not be fetched: no network, or a newer version has taken its place. Browsers may keep for as
 * long as the page lives that its import failed, so the way on is to load the page anew; drafts and orders are kept.
 */
import { t } from "../lib/i18n.svelte";
import { toasts } from "../ui";

const LASTS_MS = 60_000;

let told = false;

/** Say so from now on; answers how to stop. The event is Vite's: https://vite.dev/guide/build#load-error-handling */
export function watchParts(): () => void {
  addEventListener("vite:preloadError", tellOnce);
  return () => removeEventListener("vite:preloadError", tellOnce);
}

function tellOnce(): void {
  if (told) return;
  told = true;
  toasts.show({
    text: t("app.partMissing"),
    tone: "bad",
    ms: LASTS_MS,
    action: { label: t("app.loadAnew"), run: () => location.reload() },
    onend: () => (told = false),
  });
}
