// A refund is approved and done. Fork it from before the approval: the panel says what is recorded and who is asked anew, and
// the fork waits for an approval of its own; nothing is sent to the shop a second time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  try {
    const run = await server.run(
      "refund-desk",
      JSON.parse(readFileSync(join(ROOT, "flows/refund-desk.input.json"))),
    );
    const hold = run.holds[0];
    const decided = await server.ask("POST", `/api/holds/${hold.id}/decision`, {
      decision: "approve",
      hash: hold.hash,
    });
    assert.equal(decided.status, 200);
    const ended = (await server.ask("GET", `/api/runs/${run.id}?wait=20`)).body;
    assert.equal(ended.status, "succeeded", JSON.stringify(ended));
    const log = async (id) => (await server.ask("GET", `/api/runs/${id}/events`)).body.items;
    const before = await log(run.id);

    // As it stood at a step, and since another.
    const opened = before.find((event) => event.type === "HoldOpened").seq;
    const there = (await server.ask("GET", `/api/runs/${run.id}/at/${opened}`)).body;
    assert.equal(there.status, "paused");
    assert.equal(there.fork_at, opened);
    const since = (await server.ask("GET", `/api/runs/${run.id}/at/${before.length}?from=${opened}`)).body;
    assert.ok(
      since.changed.some((change) => change.path === "status" && change.after === "succeeded"),
      JSON.stringify(since.changed),
    );
    assert.equal((await server.ask("GET", `/api/runs/${run.id}/at/${before.length + 1}`)).status, 404);

    const page = await operator(browser, server);
    // In the middle of a commit nothing stands; the page leads to the nearest place that does.
    const places = await Promise.all(
      before.map(async ({ seq }) => (await server.ask("GET", `/api/runs/${run.id}/at/${seq}`)).body),
    );
    const middle = places.find((place) => place.fork_at !== place.seq).seq;
    await page.goto(`${server.origin}/runs/${run.id}?seq=${middle}`);
    await page.getByRole("button", { name: "Fork from here…" }).click();
    await page.getByRole("button", { name: /Look at event/ }).click();
    await page.getByRole("button", { name: "Fork from here", exact: true }).waitFor();
    page.complaints.length = 0; // the refusal was a 422

    await page.goto(`${server.origin}/runs/${run.id}?seq=${opened}`);
    await page.getByRole("button", { name: "Fork from here…" }).click();
    const panel = page.getByRole("region", { name: "Fork from here" });
    await panel.getByText("Nothing would be done again.").waitFor();
    await panel.getByRole("rowgroup").getByText("From the record").waitFor();
    await panel.getByText(hold.title).waitFor();
    await accessible(page, "a fork with recorded results");
    await panel.getByLabel(/Ask again/).check();
    await panel
      .getByText(/high risk/)
      .first()
      .waitFor();
    await panel.getByText(/Would be done again/).waitFor();
    await accessible(page, "a fork that asks again");
    await panel.getByLabel(/Use recorded results/).check();
    await panel.getByText("Nothing would be done again.").waitFor();
    await panel.getByRole("button", { name: "Fork from here", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(run.id));
    await page
      .getByText(/forked from/)
      .first()
      .waitFor();

    const id = decodeURIComponent(new URL(page.url()).pathname.split("/")[2]);
    const fork = (await server.ask("GET", `/api/runs/${id}?wait=20`)).body;
    assert.deepEqual(fork.forked_from, { run: run.id, seq: opened });
    assert.equal(fork.status, "paused", "it waits for an approval of its own");
    assert.notEqual(fork.holds[0].hash, hold.hash);
    await page.goto(`${server.origin}/holds/${encodeURIComponent(fork.holds[0].id)}`);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByText("Approved.", { exact: true }).waitFor();
    const after = (await server.ask("GET", `/api/runs/${id}?wait=20`)).body;
    assert.equal(after.status, "succeeded");
    assert.deepEqual(after.data, ended.data);
    const own = (await log(id)).slice(opened);
    assert.ok(
      own.filter((event) => event.type === "AnswerRecalled").length > 0,
      "answers came from the record",
    );
    assert.deepEqual(await log(run.id), before, "the run is as it was");

    // Many at once, each on its own.
    const bulk = await server.ask("POST", "/api/runs/bulk", { action: "cancel", ids: [run.id, "none"] });
    assert.deepEqual(
      bulk.body.results.map((result) => [result.id, result.problem !== undefined]),
      [
        [run.id, true],
        ["none", true],
      ],
    );
    quiet(page);
  } finally {
    await server.close();
  }
}
