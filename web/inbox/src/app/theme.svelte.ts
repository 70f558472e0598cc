/** Light, dark, or as the system. `public/theme.js` has set the stored choice before the first paint. */
export type Theme = "light" | "dark" | "system";

const STORED = "bandeja.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

let chosen = $state<Theme>(stored());
let systemDark = $state(dark.matches);
dark.addEventListener("change", (event) => {
  systemDark = event.matches;
});

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  /** What is really shown. */
  get shown(): "light" | "dark" {
    return chosen === "system" ? (systemDark ? "dark" : "light") : chosen;
  },
  set(wanted: Theme): void {
    chosen = wanted;
    if (wanted === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = wanted;
    try {
      if (wanted === "system") localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, wanted);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  },
};
