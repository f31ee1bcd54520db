// What a person does in the text of a flow, by keyboard.
import assert from "node:assert/strict";

/** The editor's text area, once its text has been checked. */
export async function opened(page) {
  const text = page.getByRole("textbox", { name: /^Text of/ });
  await text.waitFor();
  await settled(page);
  return text;
}

/** The text as it stands has been checked. */
export async function settled(page) {
  await page.getByText(/^(No problems|One remark|\d+ remarks|One error|\d+ errors)$/).waitFor();
}

/** Selects the next place of a text, by the editor's own search; its panel is closed again. */
export async function find(page, words) {
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Find" }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
}

/** The whole text, which the editor draws only in part. */
export async function whole(page, flow) {
  const kept = await page.evaluate((name) => sessionStorage.getItem(`signalbox:edit:${name}`), flow);
  return kept === null ? undefined : JSON.parse(kept).text;
}

/** Waits until something is as it should be; for what no element of the page tells. */
export async function until(what, check) {
  const end = Date.now() + 10_000;
  for (;;) {
    if (await check()) {
      return;
    }
    assert.ok(Date.now() < end, what);
    await new Promise((then) => setTimeout(then, 50));
  }
}

/** Typing over a whole line, the browser tries a style of its own for the new text; the policy refuses it, and nothing is lost. */
export const TYPED_OVER = /^Applying inline style violates/;
