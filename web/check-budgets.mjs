/** Compares what a browser downloads with budgets.json. kB = 1000 bytes, brotli at level 11. Exit code 1 when over. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

for (const [name, budget] of Object.entries(
  JSON.parse(readFileSync(join(import.meta.dirname, "budgets.json"), "utf8")),
)) {
  const dist = join(import.meta.dirname, budget.dist);
  const first = firstLoad(dist, budget.entry);
  const sum = (kind) =>
    first.filter((file) => file.endsWith(kind)).reduce((all, file) => all + brotli(join(dist, file)), 0);
  compare(`${name}, first load, JavaScript`, sum(".js"), budget.first_load_js_kb_brotli);
  compare(`${name}, first load, CSS`, sum(".css"), budget.first_load_css_kb_brotli);
  for (const file of readdirSync(join(dist, "assets")).filter((file) => file.endsWith(".js")))
    if (!first.includes(`assets/${file}`))
      compare(`${name}, ${file}`, brotli(join(dist, "assets", file)), budget.other_chunk_kb_brotli);
}
process.exit(over ? 1 : 0);
