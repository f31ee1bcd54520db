// The list of runs: filters that stand in the address, the keys, a selection cancelled at once after being told what will
// happen, what somebody may not do, and rows that follow what happens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, person, quiet } from "../lib/browser.mjs";
import { stuck } from "../lib/payout.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

const KIM = "a-token-that-kim-alone-has-in-this-walk";

export async function walk(browser) {
  const server = await serve({ change: stuck, environment: { SIGNALBOX_TOKEN_KIM: KIM } });
  try {
    const page = await operator(browser, server);
    await page.goto(`${server.origin}/runs`);
    await page.getByText("No run has been started yet.").waitFor();
    await accessible(page, "the list without a run");

    const ticket = JSON.parse(readFileSync(join(ROOT, "flows/refund-desk.input.json"))).ticket;
    for (const id of ["T-1", "T-2", "T-3"]) {
      await server.run("refund-desk", { ticket: { ...ticket, id } });
    }
    await server.run("payout", { order: "O1" });
    // The list is live: nobody has loaded it again.
    await row(page, "O1").getByText("! stuck").waitFor();
    await row(page, "T-3").getByText("support-lead to approve").waitFor();
    await accessible(page, "the list");

    await page.getByLabel("Status").selectOption("paused");
    await gone(row(page, "O1"));
    assert.equal(new URL(page.url()).search, "?status=paused");
    await page.goto(`${server.origin}/runs?waits_on=support-lead&q=t-2&since=1h`);
    await row(page, "T-2").waitFor();
    assert.equal(await page.getByRole("row").count(), 2, "the head and the one that is left");
    await page.getByRole("searchbox", { name: "Search" }).fill("nothing like it");
    await page.getByText("No run is like that.").waitFor();
    await page.getByRole("button", { name: "Show all runs" }).click();
    await row(page, "O1").waitFor();
    assert.equal(new URL(page.url()).search, "");

    // By the keys alone: the second run is opened, and with the browser's way back the list is there again.
    await page.locator("body").press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "refund-desk T-3" }).waitFor();
    await page.goBack();
    await row(page, "T-3").waitFor();
    await page.locator("body").press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("2 runs selected").waitFor();
    await page.getByRole("button", { name: "Cancel…" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel runs" });
    await dialog.getByText("2 runs will end as cancelled").waitFor();
    await accessible(page, "what a bulk will do");
    await dialog.getByLabel("Why?").fill("Started twice.");
    await dialog.getByRole("button", { name: "Cancel: 2 runs" }).click();
    await dialog.getByText("2 runs told to end as cancelled.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await row(page, "T-3").getByText("– cancelled").waitFor();
    const { body } = await server.ask("GET", "/api/runs?status=cancelled");
    const { body: log } = await server.ask("GET", `/api/runs/${body.items[0].id}/events`);
    assert.equal(log.items.find((event) => event.type === "CancelRequested").reason, "Started twice.");

    // Who may not operate sees the buttons, and why they do nothing.
    const kim = await person(browser, server, KIM);
    await kim.goto(`${server.origin}/runs`);
    await row(kim, "T-1").getByRole("checkbox").check();
    await kim.getByText("Only an operator may do this.").waitFor();
    assert.ok(await kim.getByRole("button", { name: "Cancel…" }).isDisabled());
    quiet(kim);

    // On a narrow screen each run is a card of its own, and nothing has to be scrolled sideways.
    await page.setViewportSize({ width: 390, height: 844 });
    await row(page, "T-1").waitFor();
    await accessible(page, "the list on a narrow screen");
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "no scrolling sideways",
    );
    quiet(page);
  } finally {
    await server.close();
  }
}

const row = (page, key) => page.getByRole("row").filter({ has: page.getByText(key, { exact: true }) });
const gone = (locator) => locator.waitFor({ state: "detached" });
