// Walks through the console as people do, with a real server and a real browser: `node e2e/walk.mjs [NAME…]`, all of
// e2e/walks without a name. Each walk exports `walk(browser)` and fails by throwing.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/browser.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "walks");
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : readdirSync(folder).map((file) => file.replace(/\.mjs$/, ""));
let failed = false;
for (const name of names) {
  const begun = Date.now();
  const browser = await launch();
  try {
    const { walk } = await import(join(folder, `${name}.mjs`));
    await walk(browser);
    console.log(`${name}: walked in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed = true;
    console.error(`${name}: ${error.stack ?? error}`);
  } finally {
    await browser.close();
  }
}
process.exit(failed ? 1 : 0);
