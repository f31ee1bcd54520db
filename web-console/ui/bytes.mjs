// How much script each page makes a browser load, compressed, against its budget: part of every build, which fails when one
// is over. `node bytes.mjs`, after `vite build`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1000;
/** A page is the entry and what the named modules import besides, statically; a module that is missing is an error. */
const PAGES = [
  { page: "inbox", modules: [], budget: 100 * KB },
  { page: "editor", modules: ["src/flows/edit/EditPage.tsx"], lazily: true, budget: 300 * KB },
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

let over = false;
for (const { page, modules, lazily = false, budget } of PAGES) {
  const needed = new Set(files("index.html", false));
  for (const module of modules) {
    // The entry's own lazy pages are not the editor's.
    for (const file of files(module, lazily, new Set(needed))) {
      needed.add(file);
    }
  }
  const bytes = [...needed]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join("dist", file)), { level: 9 }).length, 0);
  console.log(`${page}: ${(bytes / KB).toFixed(1)} kB of script, compressed; at most ${budget / KB} kB`);
  over ||= bytes > budget;
}
if (over) {
  console.error("A page loads more script than its budget allows.");
  process.exit(1);
}
