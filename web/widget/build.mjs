/**
 * Builds the widget into `dist/`.
 *
 * `server/`: what the server answers with: `launcher.js`, a function of the channel's config without its call,
 * `snippet.html`, which a team pastes into its pages, and `files.json`, which names the rest.
 * `site/`: what is served as it is. All but the page have a hash in their names and never change.
 */
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { minify } from "terser";

const HERE = import.meta.dirname;
const SERVER = join(HERE, "dist", "server");
const SITE = join(HERE, "dist", "site");
const BROWSERS = ["chrome111", "edge111", "firefox113", "safari16.4"];

/** A style sheet is text: it goes into a constructed sheet, which a strict `style-src` allows. */
const styleAsText = {
  name: "style-as-text",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: BROWSERS });
      return { contents: code.trim(), loader: "text" };
    }),
};

/**
 * A click loads one file, which is built for the language that is spoken. What is fetched later is a file of its own,
 * and is handed what it shares with the panel (`seldom/shared.ts`): no third file of shared pieces, and no piece twice.
 */
const MODULES = { panel: "panel/panel.tsx", parts: "seldom/parts.tsx", words: "words/all.ts" };
const LANGUAGES = ["en", "es"];

const SETTINGS = {
  bundle: true,
  minify: true,
  // a field without a value is no line of code
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  write: false,
  charset: "utf8",
  legalComments: "none",
  target: BROWSERS,
  jsx: "transform",
  jsxFactory: "h",
  jsxFragment: "Fragment",
  logLevel: "warning",
};

/** Bundled, and then made smaller by another program, which finds what the first one leaves. */
async function bundled(entry, format, language) {
  const { outputFiles } = await build({
    ...SETTINGS,
    entryPoints: [join(HERE, "src", entry)],
    inject: entry.endsWith(".tsx") ? [join(HERE, "src", dirname(entry), "h.ts")] : [],
    plugins: [styleAsText],
    define: { LANGUAGE: JSON.stringify(language ?? "") },
    format,
  });
  // arrows: nothing in here calls a function expression with `new`
  const compress = { passes: 3, unsafe_arrows: true };
  const { code } = await minify(outputFiles[0].text, { module: format === "esm", ecma: 2020, compress });
  return code;
}

/** Writes a file under a name that says what is in it, and answers its address. */
function kept(name, ending, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  writeFileSync(join(SITE, "widget", `${name}-${hash}.${ending}`), text);
  return `/widget/${name}-${hash}.${ending}`;
}

/** The panel and what follows it. They name each other, so all of them carry one hash. Answers the panel's address. */
async function modules() {
  const made = [];
  for (const language of LANGUAGES)
    for (const [name, entry] of Object.entries(MODULES))
      made.push([`${name}-{hash}-${language}.js`, await bundled(entry, "esm", language)]);
  const hash = createHash("sha256").update(JSON.stringify(made)).digest("hex").slice(0, 12);
  for (const [path, text] of made)
    writeFileSync(join(SITE, "widget", path.replace("{hash}", hash)), text.replaceAll("{hash}", hash));
  return `/widget/panel-${hash}`;
}

/** The launcher is a function of the config: the server writes the call behind it. */
const launcher = async () => `(function(config){${await bundled("launcher/launcher.ts", "esm")}})`;

rmSync(join(HERE, "dist"), { recursive: true, force: true });
mkdirSync(SERVER, { recursive: true });
mkdirSync(join(SITE, "widget"), { recursive: true });

writeFileSync(join(SERVER, "launcher.js"), await launcher());
writeFileSync(join(SERVER, "snippet.html"), `<script>${await bundled("site/snippet.js", "iife")}</script>`);
const page = kept("page", "js", await bundled("site/page.ts", "iife"));
const css = await transform(readFileSync(join(HERE, "src/site/page.css"), "utf8"), { loader: "css", minify: true });
const style = kept("page", "css", css.code);
writeFileSync(
  join(SITE, "widget", "chat.html"),
  readFileSync(join(HERE, "src/site/chat.html"), "utf8").replace("{page}", page).replace("{style}", style),
);
cpSync(join(HERE, "demo"), join(SITE, "demo"), { recursive: true });
writeFileSync(join(SERVER, "files.json"), JSON.stringify({ panel: await modules(), page: "/widget/chat.html" }));
