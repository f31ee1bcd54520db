// How soon the inbox can be used with many holds: `node e2e/figures/inbox.mjs [COUNT]`, 100,000 without one. Prints what a
// person waits for: the first rows after opening the page, after a search, and a page further down.
import { join } from "node:path";
import { launch, operator } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

const COUNT = Number(process.argv[2] ?? 100_000);
const ROUNDS = 15;

const server = await serve({ workspace: join(ROOT, "web-console/ui/e2e/workspaces/desk") });
const browser = await launch();
try {
  const begun = Date.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < COUNT) {
        const index = next++;
        const { status, body } = await server.ask("POST", "/api/flows/voucher/runs", {
          name: `Customer ${index}`,
          amount: 1 + (index % 1000),
        });
        if (status !== 201) {
          throw new Error(`${status}: ${JSON.stringify(body)}`);
        }
      }
    }),
  );
  console.log(`${COUNT} holds opened over HTTP in ${((Date.now() - begun) / 1000).toFixed(0)} s`);

  const page = await operator(browser, server);
  await told("API, first page of 100", async () => {
    await server.ask("GET", "/api/holds?state=open&who=all&limit=100");
  });
  await told("inbox opened, first row there", async () => {
    await page.goto(`${server.origin}/?view=all`);
    await page.locator(".inbox-row").first().waitFor();
  });
  let search = 0;
  await told("search typed, its only row there", async () => {
    const index = (search += 37);
    await page.getByRole("searchbox").fill(`Customer ${index}`);
    await page.getByRole("link", { name: new RegExp(`Send Customer ${index} a`) }).waitFor();
  });
  await page.goto(`${server.origin}/?view=all`);
  await page.locator(".inbox-row").first().waitFor();
  await told("scrolled one page of 100 further", async () => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction((before) => document.documentElement.scrollHeight > before, height);
  });
  console.log(`rows drawn after ${ROUNDS} pages: ${await page.locator(".inbox-row").count()}`);
} finally {
  await browser.close();
  await server.close();
}

async function told(what, work) {
  const took = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  const first = took[0];
  took.sort((a, b) => a - b);
  const at = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))].toFixed(0);
  console.log(`${what}: ${first.toFixed(0)} ms at first, median ${at(0.5)} ms, slowest ${at(1)} ms`);
}
