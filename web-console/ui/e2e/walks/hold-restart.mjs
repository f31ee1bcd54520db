// The server is killed under an open page and comes back: what was typed is still there, and decides.
import assert from "node:assert/strict";
import { person, quiet } from "../lib/browser.mjs";
import { letters, note, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await note(server);
    const page = await person(browser, server, TOKENS.lee);
    await page.goto(`${server.origin}/holds/${hold.id}`);
    await page.getByLabel("text", { exact: true }).fill("The lamps come on Monday.");
    await page.getByLabel(/^Note/).fill("said so on the phone");
    await page.getByLabel("Ask for more").fill("Which Monday?");
    await server.kill();
    await page.getByRole("button", { name: "Preview the change" }).click();
    await page.getByText("The server cannot be reached.", { exact: false }).waitFor();
    await server.start();
    // A session lives no longer than its server: one signs in again, and comes back to the same place.
    await page.waitForURL(/signin/);
    await page.getByLabel(/token/i).fill(TOKENS.lee);
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.waitForURL(`**/holds/${hold.id}`);
    await page.getByRole("button", { name: "Preview the change" }).waitFor();
    assert.equal(await page.getByLabel("text", { exact: true }).inputValue(), "The lamps come on Monday.");
    assert.equal(await page.getByLabel(/^Note/).inputValue(), "said so on the phone");
    assert.equal(await page.getByLabel("Ask for more").inputValue(), "Which Monday?");
    await page.getByRole("button", { name: "Preview the change" }).click();
    await page.getByRole("button", { name: "Approve with edits" }).click();
    await page.getByText("Approved.", { exact: true }).waitFor();
    const { body } = await server.ask("GET", `/api/runs/${hold.run}?wait=20`);
    assert.equal(body.status, "succeeded");
    quiet(
      page,
      /status of 40[149]/,
      /ERR_CONNECTION_REFUSED/,
      /ERR_INCOMPLETE_CHUNKED/,
      /ERR_EMPTY_RESPONSE/,
      /ERR_CONNECTION_RESET/,
    );
  } finally {
    await server.close();
  }
}
