/**
 * The pages of the manual that the settings link to: `docs/channels/messenger.md` becomes `/guides/messenger.html`, with
 * its pictures. The names have no hash: people keep and hand on such links, which stay good after an update.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { Marked, type Tokens } from "marked";
import type { Plugin } from "vite";

const DOCS = resolve(import.meta.dirname, "../../docs");
const TOKENS = resolve(import.meta.dirname, "src/ui/tokens.css");
const STYLE = resolve(import.meta.dirname, "guides.css");
const PAGES = [
  ...["messenger", "instagram", "whatsapp", "chat", "form", "custom"].map((name) => `channels/${name}.md`),
  "webhooks.md",
  "api-tokens.md",
];
const FOLDER = "guides";
/** What pages of the manual show or hand out; of what else they link to only the words stand in the page. */
const TAKEN_ALONG = [".png", ".py"];

type Files = Map<string, string | Uint8Array>;

export function guides(): Plugin {
  return {
    name: "guides",
    generateBundle() {
      for (const [fileName, source] of guideFiles()) this.emitFile({ type: "asset", fileName, source });
    },
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const name = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
        const source = name.startsWith(`${FOLDER}/`) ? guideFiles().get(name) : undefined;
        if (source === undefined) return next();
        response.end(source);
      });
    },
  };
}

/** By path below the site, all pages with what they take along. */
export function guideFiles(): Files {
  const files: Files = new Map([[`${FOLDER}/guides.css`, readFileSync(TOKENS, "utf8") + readFileSync(STYLE, "utf8")]]);
  const titles = PAGES.map((page) => [page, titleOf(page)] as const);
  for (const [page, title] of titles) files.set(addressOf(page), pageOf(page, title, titles, files));
  return files;
}

const read = (page: string): string => readFileSync(join(DOCS, page), "utf8");
const titleOf = (page: string): string => /^# (.+)$/m.exec(read(page))?.[1] ?? page;
const addressOf = (path: string): string => `${FOLDER}/${basename(path, ".md")}${path.endsWith(".md") ? ".html" : ""}`;

function pageOf(page: string, title: string, titles: readonly (readonly [string, string])[], files: Files): string {
  const links = titles
    .map(([one, name]) => `<a href="/${addressOf(one)}"${one === page ? ' aria-current="page"' : ""}>${escaped(name)}</a>`)
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Bandeja</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/${FOLDER}/guides.css">
<script src="/theme.js"></script>
</head>
<body lang="en">
<nav aria-label="Guides">
${links}
</nav>
<main>
${written(page, files)}</main>
</body>
</html>
`;
}

function written(page: string, files: Files): string {
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const address = addressFor(page, href, files);
        return address ? `<a href="${escaped(address)}">${words}</a>` : words;
      },
      image({ href, text }) {
        const address = addressFor(page, href, files);
        const { width, height } = sizeOf(files.get(address.slice(1)));
        // its place is kept while it comes, so that what a link leads to stays in sight
        return `<img src="${escaped(address)}" alt="${escaped(text)}" width="${width}" height="${height}" loading="lazy">`;
      },
      // what is wider than the page scrolls by itself, by keys too
      code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}\n</code></pre>\n`,
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: string): string =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>\n`;
        const rows = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="wide" tabindex="0" role="region" aria-label="Table">
<table>\n<thead>\n${row(token.header, "th")}</thead>\n<tbody>\n${rows}</tbody>\n</table>\n</div>\n`;
      },
    },
  });
  return marked.parse(read(page), { async: false });
}

/** Where a link of this page leads to from the site; "" for what is not on it. What is taken along goes to `files`. */
function addressFor(page: string, href: string, files: Files): string {
  if (/^(https?:|#)/.test(href)) return href;
  const [path = "", anchor = ""] = href.split("#", 2);
  const target = relative(DOCS, resolve(DOCS, dirname(page), path));
  const address = addressOf(target);
  if (PAGES.includes(target)) return `/${address}${anchor && `#${anchor}`}`;
  const file = join(DOCS, target);
  if (!TAKEN_ALONG.includes(extname(target)) || !existsSync(file)) return "";
  files.set(address, readFileSync(file));
  return `/${address}`;
}

/** Of a PNG, in pixels: https://www.w3.org/TR/png-3/#11IHDR */
function sizeOf(picture: string | Uint8Array | undefined): { width: number; height: number } {
  if (!(picture instanceof Uint8Array)) throw new Error("A picture of a guide is a PNG that is there");
  const header = new DataView(picture.buffer, picture.byteOffset, 24);
  return { width: header.getUint32(16), height: header.getUint32(20) };
}

/** As GitHub makes them: https://docs.github.com/en/get-started/writing-on-github#section-links */
const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
