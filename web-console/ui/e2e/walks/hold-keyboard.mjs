// The whole approval by keyboard alone: to the hold, an edit, its preview, the note, the decision. The page's keys say what
// they do, and do nothing while somebody types.
import assert from "node:assert/strict";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { letters, note, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await note(server);
    const page = await person(browser, server, TOKENS.lee);
    await page.getByRole("link", { name: /Send the note/ }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Send the note/ }).waitFor();
    await page.getByRole("region", { name: "Questions and answers" }).waitFor();

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await accessible(page, "the keys of a hold");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press("r");
    await page.keyboard.type("a, r and c are letters here?");
    assert.equal(await page.getByLabel(/^Note/).inputValue(), "a, r and c are letters here?");
    // Back to the field of the text, as one does without a mouse.
    await tabTo(
      page,
      async () => page.getByLabel("text", { exact: true }).evaluate((it) => it === document.activeElement),
      "Shift+Tab",
    );
    await page.keyboard.press("Control+a");
    await page.keyboard.type("The lamps come on Monday.");
    await tabTo(page, async () => (await focused()) === "Preview the change");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Approve with edits" }).waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("a");
    assert.equal(await focused(), "Approve with edits");
    await page.keyboard.press("Enter");
    await page.getByText("Approved.", { exact: true }).waitFor();
    await tabTo(page, async () => (await focused()) === "Back to the inbox");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1 }).waitFor();
    const { body } = await server.ask("GET", `/api/runs/${hold.run}?wait=20`);
    assert.equal(body.data.text, "The lamps come on Monday.");
    quiet(page, /status of 404/);
  } finally {
    await server.close();
  }
}

async function tabTo(page, there, key = "Tab") {
  for (let presses = 0; presses < 60; presses++) {
    if (await there()) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`it is not reached with ${key}`);
}
