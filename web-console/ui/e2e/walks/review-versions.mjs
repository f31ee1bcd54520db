// A flow that loses an approval while runs wait: the review says so first, in words, and whom it concerns.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  try {
    const input = JSON.parse(readFileSync(join(ROOT, "flows/refund-desk.input.json")));
    const run = await server.run("refund-desk", input);
    assert.equal(run.status, "paused");
    const page = await operator(browser, server);

    await page.goto(`${server.origin}/flows/refund-desk/review`);
    await page.getByText("The two versions are the same.").first().waitFor();
    await accessible(page, "a review of the same");

    const file = join(server.folder, "refund-desk.flow.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, weaker(text));
    await page.goto(`${server.origin}/flows/refund-desk/review?to=file`);
    const alarm = page.getByRole("region", { name: "Approvals removed or weakened" });
    await alarm.waitFor();
    assert.match(await alarm.innerText(), /pay_refund/);
    await page.getByRole("region", { name: "May weaken safety" }).waitFor();
    const waits = page.getByRole("group", { name: "Runs that wait" });
    await waits.getByRole("link").waitFor();
    assert.match(await waits.innerText(), /could move|with a mapping|cannot move/);
    await page.locator(".diff .diff-changed, .diff .diff-removed, .diff .diff-added").first().waitFor();
    await page.locator(".state-changed").first().waitFor();
    await accessible(page, "a review with an approval weakened");

    // The old version again, by its address alone.
    await page.getByLabel("To", { exact: true }).selectOption("file");
    const from = await page.getByLabel("From", { exact: true }).inputValue();
    assert.match(from, /^[0-9a-f]{64}$/, "compared with what the run pinned");
    await waits.getByRole("link").click();
    await page.waitForURL(new RegExp(`/runs/${run.id}`));

    // A version that nobody has.
    await page.goto(`${server.origin}/flows/refund-desk/review?from=${"0".repeat(64)}`);
    await page.getByText(/No run of refund-desk pinned the version/).waitFor();
    quiet(page, /404/);
  } finally {
    await server.close();
  }
}

/** Anybody may approve now, and for ten times as long. */
function weaker(text) {
  const next = text.replace(/\n {6}by: \[support-lead\]\n {6}within: 48h/, "\n      within: 480h");
  assert.notEqual(next, text, "the sample's approval is where the walk looks for it");
  return next.replace("version: 1.0.0", "version: 1.1.0");
}
