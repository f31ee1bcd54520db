// One run: a link leads to a step of it, the diagram, the timeline and the details have one selection, and a stuck run is
// tried again, moved to the file that mends it, and another is cancelled.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { mended, stuck } from "../lib/payout.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve({ change: stuck });
  try {
    const refund = await refunded(server);
    const page = await operator(browser, server);
    await steps(page, server, refund);
    await mend(page, server);
    await cancel(page, server);
    quiet(page);
  } finally {
    await server.close();
  }
}

/** A run with a call, two questions to a model and a person, who changed the amount; its id. */
async function refunded(server) {
  const input = JSON.parse(readFileSync(join(ROOT, "flows/refund-desk.input.json")));
  const run = await server.run("refund-desk", input);
  const [hold] = run.holds;
  const decided = await server.ask("POST", `/api/holds/${hold.id}/decision`, {
    decision: "approve",
    hash: hold.hash,
    edit: { "refund.amount": 850 },
    note: "They kept the cable.",
  });
  assert.equal(decided.status, 200, JSON.stringify(decided.body));
  const ended = await server.ask("GET", `/api/runs/${run.id}?wait=20`);
  assert.equal(ended.body.status, "succeeded");
  return run.id;
}

async function steps(page, server, id) {
  const { body } = await server.ask("GET", `/api/runs/${id}/events`);
  const seq = (type, nth = 0) => body.items.filter((event) => event.type === type)[nth].seq;
  const details = page.getByRole("region", { name: /^Event / });
  const lines = page.getByRole("listbox", { name: "What happened" });
  const chosen = lines.getByRole("option", { selected: true });

  // A link that somebody was sent.
  const asked = seq("ModelRequested", 1);
  await page.goto(`${server.origin}/runs/${id}?seq=${asked}`);
  await details.getByRole("heading", { name: "read_refund" }).waitFor();
  await details.locator(".message").getByText("What refund does the customer ask for?").waitFor();
  await details.getByRole("region", { name: "The reply" }).getByText('{"amount":900').waitFor();
  await details.getByRole("list", { name: "Tokens by part" }).getByText("message").waitFor();
  await details.getByRole("rowheader", { name: /^message/ }).waitFor();
  assert.equal(await chosen.getAttribute("id"), `event-${asked}`);
  await page.getByRole("group", { name: /^read_refund,.*, selected$/ }).waitFor();
  await accessible(page, "a model's step");

  // A state of the diagram selects its steps.
  await page.getByRole("group", { name: /^pay_refund,/ }).click();
  await details.getByRole("heading", { name: "pay_refund" }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("seq"), String(await entered(server, id, "pay_refund")));
  await accessible(page, "a state's visit");

  // The keys go from line to line: the hold, what was changed, what was said.
  await lines.focus();
  await page.keyboard.press("ArrowDown");
  await details.getByText("What they saw").waitFor();
  await details.getByText("They kept the cable.").waitFor();
  await details.getByText("What operator changed").waitFor();
  await details.locator("ins").getByText("850", { exact: true }).waitFor();
  await accessible(page, "a person's step");

  // A call: what was sent where, under which key, and each try.
  await lines.getByRole("option", { name: /Called refund_payment/ }).click();
  await details.getByText("POST http://shop-url.stand-in/refunds").waitFor();
  await details.locator(".target").getByText("Bearer ${secret.SHOP_TOKEN}").waitFor();
  await details.getByText(`${id}/pay_refund/1/`, { exact: true }).waitFor();
  await accessible(page, "a call's step");

  // The data after an event, and what two of them differ in.
  const first = seq("StateCompleted");
  await page.goto(`${server.origin}/runs/${id}?seq=${first}`);
  await details.getByText("What this event changed").waitFor();
  await details.locator(".before-after").getByText(/order/).first().waitFor();
  await details.getByRole("button", { name: "Compare with another…" }).click();
  await lines.getByRole("option", { name: /Done, saved refund/ }).click();
  const between = details.getByRole("region", { name: "The difference between two events" });
  await between
    .getByText(/refund/)
    .first()
    .waitFor();
  assert.match(new URL(page.url()).search, new RegExp(`from=${first}`));
  await accessible(page, "two steps compared");

  await page.goto(`${server.origin}/runs/${id}?seq=9999`);
  await page.getByText("This run has no event 9999.").waitFor();
}

async function entered(server, id, state) {
  const { body } = await server.ask("GET", `/api/runs/${id}/events`);
  return body.items.find((event) => event.type === "StateEntered" && event.state === state).seq;
}

async function mend(page, server) {
  // Its limit is met once: tried again, it goes on.
  const run = await server.run("payout", { order: "O1" });
  assert.equal(run.status, "stuck");
  await page.goto(`${server.origin}/runs/${run.id}`);
  await page.getByRole("button", { name: "Try again…" }).click();
  await page.getByText("is tried once more").waitFor();
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await page.getByRole("option", { name: /Tried again by operator/ }).waitFor();
  await page.getByText("✓ succeeded").waitFor();

  const other = await server.run("payout", { order: "O3" });
  await page.goto(`${server.origin}/runs/${other.id}`);
  await page.getByRole("button", { name: "Move to the current file…" }).click();
  await page.getByText("there is nowhere to move it to").waitFor();
  await page.getByRole("button", { name: "Leave it" }).click();
  mended(server.folder);
  await page.getByRole("button", { name: "Move to the current file…" }).click();
  await page.getByText("The run can move").waitFor();
  await accessible(page, "a move before it is made");
  await page.getByLabel("Why is it moved?").fill("The limit was too low.");
  await page.getByRole("button", { name: "Move the run" }).click();
  await page.getByText("✓ succeeded").waitFor();
  await page
    .getByRole("option", { name: /Moved to version 1.1.0 by operator: The limit was too low/ })
    .waitFor();
}

async function cancel(page, server) {
  stuck(server.folder);
  const run = await server.run("payout", { order: "O2" });
  await page.goto(`${server.origin}/runs/${run.id}`);
  await page.getByRole("button", { name: "Cancel the run…" }).click();
  await page.getByText("The run ends as cancelled and cannot be taken up again.").waitFor();
  await accessible(page, "a cancelling before it is done");
  await page.getByLabel("Why is it cancelled?").fill("Not needed any more.");
  await page.getByRole("button", { name: "Cancel the run", exact: true }).click();
  await page.getByText("– cancelled").waitFor();
  await page.getByRole("option", { name: /Cancelled by operator: Not needed any more/ }).waitFor();
}
