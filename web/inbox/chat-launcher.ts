/**
 * The website chat as visitors get it, for the preview: its launcher as a file of its own, since pages run scripts
 * from files only. `web/widget` is built first; without it the preview says that it is not there.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const NAME = "virtual:chat-launcher";
const BUILT = resolve(import.meta.dirname, "../widget/dist/server");

export function chatLauncher(): Plugin {
  return {
    name: "chat-launcher",
    apply: "build",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const launcher = resolve(BUILT, "launcher.js");
      if (!existsSync(launcher)) return `export const launcher = "", panel = "";`;
      const { panel } = JSON.parse(readFileSync(resolve(BUILT, "files.json"), "utf8")) as { panel: string };
      const source = `window.startChat=${readFileSync(launcher, "utf8")}`;
      const file = this.emitFile({ type: "asset", name: "chat-launcher.js", source });
      return `export const launcher = import.meta.ROLLUP_FILE_URL_${file}, panel = ${JSON.stringify(panel)};`;
    },
  };
}

/** While working on the screens, and in their tests: no launcher. */
export function noChatLauncher(): Plugin {
  return {
    name: "no-chat-launcher",
    apply: "serve",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export const launcher = "", panel = "";` : undefined),
  };
}
