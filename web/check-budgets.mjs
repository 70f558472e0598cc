/**
 * Compares what a browser downloads with budgets.json. kB = 1000 bytes, brotli at level 11. Exit code 1 when over.
 * All parts, or those that are named: `node check-budgets.mjs widget`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const brotli = (file) =>
  brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1000;

/** What a page names in its own HTML, and what those modules import before they run. */
function firstLoad(dist, entry) {
  const found = new Set();
  const queue = [...readFileSync(join(dist, entry), "utf8").matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)];
  for (const [, file] of queue) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith(".js")) continue;
    for (const [, name] of readFileSync(join(dist, file), "utf8").matchAll(
      /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g,
    ))
      queue.push([null, `assets/${name}`]);
  }
  return [...found];
}

let over = false;
function compare(what, size, budget) {
  over ||= size > budget;
  console.log(`${size > budget ? "OVER" : "ok  "}  ${what}: ${size.toFixed(1)} of ${budget} kB`);
}

/** A page: what it loads at first, and what may follow. */
function inbox(name, { dist, entry, ...budget }) {
  const first = firstLoad(dist, entry);
  const sum = (kind) =>
    first.filter((file) => file.endsWith(kind)).reduce((all, file) => all + brotli(join(dist, file)), 0);
  compare(`${name}, first load, JavaScript`, sum(".js"), budget.first_load_js_kb_brotli);
  compare(`${name}, first load, CSS`, sum(".css"), budget.first_load_css_kb_brotli);
  for (const file of readdirSync(join(dist, "assets")).filter((file) => file.endsWith(".js")))
    if (!first.includes(`assets/${file}`))
      compare(`${name}, ${file}`, brotli(join(dist, "assets", file)), budget.other_chunk_kb_brotli);
}

/** A file, and all that it imports before it runs. */
function whole(folder, file) {
  const all = new Set([file]);
  for (const one of all)
    for (const [, other] of readFileSync(join(folder, one), "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      all.add(other);
  return [...all];
}

/** What every visitor loads, what a click adds (with its style and the words of its language), and what may follow. */
function widget(name, { dist, ...budget }) {
  const site = join(dist, "site", "widget");
  const { panel } = JSON.parse(readFileSync(join(dist, "server", "files.json"), "utf8"));
  const files = readdirSync(site).filter((file) => file.endsWith(".js"));
  const panels = files.filter((file) => file.startsWith(`${basename(panel)}-`));
  if (!panels.length) throw new Error(`There is no ${panel}`);
  compare(`${name}, launcher`, brotli(join(dist, "server", "launcher.js")), budget.launcher_kb_brotli);
  for (const file of panels) {
    const sizes = whole(site, file).map((one) => brotli(join(site, one)));
    compare(`${name}, ${file}`, sizes.reduce((all, size) => all + size), budget.panel_kb_brotli);
  }
  for (const file of files.filter((file) => !panels.includes(file)))
    compare(`${name}, ${file}`, brotli(join(site, file)), budget.other_chunk_kb_brotli);
}

const PARTS = { inbox, widget };
const asked = process.argv.slice(2);
for (const [name, budget] of Object.entries(
  JSON.parse(readFileSync(join(import.meta.dirname, "budgets.json"), "utf8")),
))
  if (!asked.length || asked.includes(name))
    PARTS[name](name, { ...budget, dist: join(import.meta.dirname, budget.dist) });
process.exit(over ? 1 : 0);
