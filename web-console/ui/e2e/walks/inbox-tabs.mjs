// Nine pages of one browser, which opens six connections to a server: each is shown, and each follows what happens.
import assert from "node:assert/strict";
import { join } from "node:path";
import { operator, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

const PAGES = 9;

export async function walk(browser) {
  const server = await serve({ workspace: join(ROOT, "web-console/ui/e2e/workspaces/desk") });
  const voucher = (number) => server.run("voucher", { name: `No. ${number}.`, amount: 20 });
  const shows = (pages, number) =>
    Promise.all(pages.map((page) => page.getByRole("link", { name: `No. ${number}.` }).waitFor()));
  try {
    const first = await operator(browser, server);
    const others = [];
    for (let page = 1; page < PAGES; page++) {
      const next = await first.context().newPage();
      next.setDefaultTimeout(15_000);
      await next.goto(server.origin);
      others.push(next);
    }
    await voucher(1);
    await shows([first, ...others], 1);
    quiet(first);

    // The one that heard the server goes, and another hears it for all.
    await first.close();
    await voucher(2);
    await shows(others, 2);
    const streams = await Promise.all(
      others.map((page) =>
        page.evaluate(() => performance.getEntriesByName(`${location.origin}/api/stream`).length),
      ),
    );
    assert.ok(streams.reduce((sum, one) => sum + one, 0) <= 1, `streams that have ended: ${streams}`);
  } finally {
    await server.close();
  }
}
