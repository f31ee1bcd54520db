// What starts runs besides people: seen, tried without starting anything, started by hand, and paused, which the sender is told.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { accessible, operator, person, quiet } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";

const WORKSPACE = join(dirname(fileURLToPath(import.meta.url)), "../workspaces/tickets");
const SECRET = "the-shop's-own-signing-secret";
async function hook(server, body) {
  const text = JSON.stringify(body);
  const signature = createHmac("sha256", SECRET).update(text).digest("hex");
  const response = await fetch(`${server.origin}/hooks/tickets`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Signature": `sha256=${signature}` },
    body: text,
  });
  return response.status;
}

export async function walk(browser) {
  const server = await serve({
    environment: { HOOK_SECRET: SECRET, SIGNALBOX_TOKEN_VIC: "vic-has-a-long-token" },
    workspace: WORKSPACE,
  });
  try {
    const page = await operator(browser, server);
    await page.getByRole("link", { name: "Triggers" }).click();
    await page.getByRole("code").getByText("/hooks/tickets", { exact: true }).waitFor();
    await page.getByText("Europe/Berlin").waitFor();
    assert.equal(await page.getByText("never fired").count(), 3);
    await accessible(page, "the triggers");

    // Tried: nothing starts.
    await page.getByRole("button", { name: "Try it out: /hooks/tickets" }).click();
    const body = page.getByLabel("Body as JSON");
    await body.fill("{ticket: T1}");
    await page.getByRole("button", { name: "Show what it would start" }).click();
    await page.getByText("This is not JSON", { exact: false }).waitFor();
    await body.fill('{"order": 7}');
    await page.getByRole("button", { name: "Show what it would start" }).click();
    await page.getByText("It would start nothing:").waitFor();
    await accessible(page, "a trigger that is tried in vain");
    await body.fill('{"ticket": "T1"}');
    await page.getByRole("button", { name: "Show what it would start" }).click();
    await page.getByText("The run would begin with").waitFor();
    assert.equal((await server.ask("GET", "/api/runs")).body.items.length, 0);

    await page.getByRole("button", { name: "Start a run now" }).click();
    await page.waitForURL(/\/runs\/./);
    assert.equal((await server.ask("GET", "/api/runs")).body.items.length, 1);

    // Paused: its sender is told to come back, and nothing starts.
    await page.getByRole("link", { name: "Triggers" }).click();
    await page.getByRole("button", { name: "Pause /hooks/tickets" }).click();
    await page.getByText("paused", { exact: true }).first().waitFor();
    await accessible(page, "a paused trigger");
    assert.equal(await hook(server, { id: "d1", ticket: "T2" }), 503);
    await page.getByRole("button", { name: "Resume /hooks/tickets" }).click();
    await page.getByRole("button", { name: "Pause /hooks/tickets" }).waitFor();
    assert.equal(await hook(server, { id: "d1", ticket: "T2" }), 202);
    assert.equal(await hook(server, { id: "d1", ticket: "T2" }), 202);
    assert.equal((await server.ask("GET", "/api/runs")).body.items.length, 2);

    const viewer = await person(browser, server, "vic-has-a-long-token");
    await viewer.getByRole("link", { name: "Triggers" }).click();
    await viewer.getByRole("code").getByText("/hooks/tickets", { exact: true }).waitFor();
    await viewer.getByText("started", { exact: false }).first().waitFor();
    assert.equal(await viewer.getByRole("button", { name: /Pause|Try it/ }).count(), 0);
    quiet(page);
    quiet(viewer);
  } finally {
    await server.close();
  }
}
