// Builds the page for the Maven build: `node build.mjs changed` builds when a source has changed since the last build,
// `node build.mjs absent` only when there is no build at all. Packages are installed anew when the lock file has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const when = process.argv[2] ?? "changed";
const built = "dist/.built";
const installed = "node_modules/.installed";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The page needs Node.js 20.19 or newer to build; this is ${process.versions.node}.`);
  process.exit(1);
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();
}

function same(path, text) {
  return existsSync(path) && readFileSync(path, "utf8") === text;
}

function run(command) {
  const done = spawnSync(command, { shell: true, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  if (done.status !== 0) {
    console.error(`${command} failed:\n${done.stdout}${done.stderr}`);
    process.exit(1);
  }
}

if (when === "absent" && existsSync(built)) {
  process.exit(0);
}
const lock = digest(["package-lock.json"]);
const sources = digest([
  ...["package-lock.json", "package.json", "index.html", "tsconfig.json", "vite.config.ts"],
  ...filesUnder("src"),
  ...filesUnder("public"),
]);
if (!same(installed, lock)) {
  run("npm ci --no-audit --no-fund --loglevel=error");
  writeFileSync(installed, lock);
}
if (!same(built, sources)) {
  run("npm run build --silent");
  writeFileSync(built, sources);
}
