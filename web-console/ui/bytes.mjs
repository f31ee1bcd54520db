// How much script each page makes a browser load, compressed, against its budget: part of every build, which fails when one
// is over. `node bytes.mjs`, after `vite build`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1000;
/**
 * The first page is the entry with the inbox in it; a long inbox fetches what draws the rows in view alone when its first rows are
 * there already. The editor is all that it makes a browser load besides: what its module
 * imports, what it fetches later, and its workers (`works`). A module that is missing is an error.
 */
const PAGES = [
  { page: "first page", module: "index.html", budget: 100 * KB },
  {
    page: "a long inbox, besides",
    module: "src/inbox/LongInbox.tsx",
    besides: "index.html",
    budget: 12 * KB,
  },
  {
    page: "editor, besides",
    module: "src/flows/edit/EditPage.tsx",
    besides: "index.html",
    works: true,
    budget: 300 * KB,
  },
];

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));

/** The files that a module needs, its own among them. `lazily`: also what it fetches later, as an editor does its diagram. */
function files(module, lazily, seen = new Set()) {
  const entry = manifest[module];
  if (entry === undefined) {
    throw new Error(`${module} is not in the build`);
  }
  if (!seen.has(entry.file)) {
    seen.add(entry.file);
    for (const next of [...(entry.imports ?? []), ...(lazily ? (entry.dynamicImports ?? []) : [])]) {
      files(next, lazily, seen);
    }
  }
  return seen;
}

const workers = readdirSync("dist/assets")
  .filter((file) => /\.worker-.*\.js$/.test(file))
  .map((file) => `assets/${file}`);

let over = false;
for (const { page, module, besides, works = false, budget } of PAGES) {
  const there = besides === undefined ? new Set() : files(besides, false);
  const needed = files(module, besides !== undefined, new Set(there));
  const bytes = [...needed, ...(works ? workers : [])]
    .filter((file) => file.endsWith(".js") && !there.has(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join("dist", file)), { level: 9 }).length, 0);
  console.log(`${page}: ${(bytes / KB).toFixed(1)} kB of script, compressed; at most ${budget / KB} kB`);
  over ||= bytes > budget;
}
if (over) {
  console.error("A page loads more script than its budget allows.");
  process.exit(1);
}
