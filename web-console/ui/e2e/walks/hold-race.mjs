// Two people at one hold: the second is told who was first, and what they typed stays; so does it when the hash is an old
// one, and when nobody hears the server.
import assert from "node:assert/strict";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { decide, letters, note, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await note(server);
    const lee = await person(browser, server, TOKENS.lee);
    const max = await person(browser, server, TOKENS.max);
    for (const page of [lee, max]) {
      await page.goto(`${server.origin}/holds/${hold.id}`);
      await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
    }
    // Both press before either page hears of the other: the server takes the first.
    let open;
    const gate = new Promise((resolve) => (open = resolve));
    await max.route("**/decision", async (route) => {
      await gate;
      await route.continue();
    });
    await max.route("**/claim", (route) => route.fulfill({ status: 404, json: {} }));
    await max.getByLabel(/^Note/).fill("not like this");
    await max.getByRole("button", { name: "Reject" }).click();
    assert.equal((await decide(server, hold, { decision: "approve", note: "go" }, TOKENS.lee)).status, 200);
    open();
    await max.getByText("The hold was approved by lee", { exact: false }).waitFor();
    await max.getByText("lee approved it.").first().waitFor();
    await max.getByText("go", { exact: true }).waitFor();
    assert.equal(await max.getByLabel(/^Note/).inputValue(), "not like this");
    assert.equal(await max.getByRole("button", { name: "Reject" }).getAttribute("aria-disabled"), "true");
    await accessible(max, "a hold that somebody else decided");

    // The other's page, which did nothing, hears of it by itself.
    await lee.getByText("lee approved it.").first().waitFor();
    await lee.reload();
    await lee.getByText("lee approved it.").first().waitFor();
    await accessible(lee, "a hold that is over, opened later");

    // A line that is cut loses nothing.
    const other = await note(server, "Another note.");
    await lee.goto(`${server.origin}/holds/${other.id}`);
    await lee.getByLabel(/^Note/).fill("looks right");
    await lee.context().setOffline(true);
    await lee.getByRole("button", { name: "Approve", exact: true }).click();
    await lee.getByText("The server cannot be reached.", { exact: false }).waitFor();
    assert.equal(await lee.getByLabel(/^Note/).inputValue(), "looks right");
    await accessible(lee, "a decision without a server");
    await lee.context().setOffline(false);
    await lee.getByRole("button", { name: "Approve", exact: true }).click();
    await lee.getByText("Approved.", { exact: true }).waitFor();
    quiet(max, /status of 40[49]/);
    quiet(lee, /status of 40[49]/, /ERR_INTERNET_DISCONNECTED/);
  } finally {
    await server.close();
  }
}
