// A run of 10,000 events and a list that has more pages than anybody reads: only what is in view is drawn, and a step far
// down is there at once.
import assert from "node:assert/strict";
import { operator, quiet } from "../lib/browser.mjs";
import { stuck } from "../lib/payout.mjs";
import { serve } from "../lib/serve.mjs";

const EVENTS = 10_000;

export async function walk(browser) {
  const server = await serve({ change: stuck });
  try {
    const run = await server.run("payout", { order: "O1" });
    const page = await operator(browser, server);
    await page.addInitScript(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          window.longest = Math.max(window.longest, duration);
        }
      }).observe({ type: "longtask", buffered: true });
    });
    // The log as a server would give it: the real one ends long before.
    await page.route(`**/api/runs/${run.id}/events*`, (route) =>
      route.fulfill({ json: { items: log(run.id) } }),
    );
    let asked = 0;
    await page.route(`**/api/runs/${run.id}/at/*`, (route) => {
      asked++;
      const seq = Number(route.request().url().split("/").at(-1));
      return route.fulfill({
        json: { seq, from: seq - 1, status: "running", data: {}, visits: {}, changed: [] },
      });
    });
    await page.goto(`${server.origin}/runs/${run.id}?seq=8001`);
    const lines = page.getByRole("listbox", { name: "What happened" });
    await lines.getByRole("option", { selected: true }).waitFor();
    assert.equal(await lines.getByRole("option", { selected: true }).getAttribute("id"), "event-8001");
    const drawn = await lines.getByRole("option").count();
    assert.ok(drawn < 150, `${drawn} lines of ${EVENTS} are drawn`);
    const opened = await page.evaluate(() => window.longest);
    await page.evaluate(() => (window.longest = 0));
    await lines.focus();
    for (let n = 0; n < 20; n++) {
      await page.keyboard.press("PageUp");
    }
    await page.locator("#event-7801[aria-selected=true]").waitFor();
    const moved = await page.evaluate(() => window.longest);
    console.log(
      `runs-long: ${drawn} of ${EVENTS} lines drawn; longest task ${opened} ms to open, ${moved} ms to go on`,
    );
    await page.getByText("What this event changed").waitFor();
    assert.ok(asked <= 4, `the data of ${asked} events is asked for on the way`);
    quiet(page);
  } finally {
    await server.close();
  }
}

/** Visits of one state, each with a call that is answered. */
function log(run) {
  const events = [];
  for (let seq = 1; seq <= EVENTS; seq++) {
    const visit = Math.ceil(seq / 4);
    const step = `${run}/look/${visit}/`;
    const at = new Date(1_772_452_800_000 + seq * 50).toISOString();
    const more = [
      { type: "StateCompleted", state: "look", visit, saved: { found: { total: seq } }, origin: "action" },
      { type: "StateEntered", state: "look", visit },
      { type: "CallRequested", step, attempt: 1, action: "find_order", args: { id: seq } },
      { type: "CallSucceeded", step, attempt: 1, result: { total: seq } },
    ][seq % 4];
    events.push({ seq, at, ...more });
  }
  return events;
}
