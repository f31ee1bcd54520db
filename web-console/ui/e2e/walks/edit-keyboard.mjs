// The whole edit by keyboard alone: from the list of flows to the saved file, and out of the text again with Tab.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { operator, quiet } from "../lib/browser.mjs";
import { find, settled, TYPED_OVER } from "../lib/editor.mjs";
import { serve } from "../lib/serve.mjs";

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page, name, key = "Tab") {
  for (let pressed = 0; pressed < 60; pressed++) {
    const here = await page.evaluate(() => {
      const at = document.activeElement;
      return at === null ? "" : (at.getAttribute("aria-label") ?? at.textContent ?? "").trim();
    });
    if (name.test(here)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${name}`);
}

export async function walk(browser) {
  const server = await serve();
  const file = join(server.folder, "refund-desk.flow.yaml");
  const first = readFileSync(file, "utf8");
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.origin}/flows`);
    await page.getByRole("link", { name: "Refund desk" }).waitFor();
    await tabTo(page, /^Refund desk$/);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "edit it" }).waitFor();
    await tabTo(page, /^edit it$/);
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /^Text of/ }).waitFor();
    await settled(page);
    await tabTo(page, /^Text of/);

    await find(page, "next: confirm");
    await page.keyboard.type("next: confirn");
    await page.getByText("One error").waitFor();
    // The next problem by its key, and its mending from the list of problems by Tab and Enter.
    await page.keyboard.press("F8");
    await tabTo(page, /^Write `confirm`$/);
    await page.keyboard.press("Enter");
    await page.getByText("As saved").waitFor();
    assert.ok(
      await page.evaluate(() => document.activeElement?.classList.contains("cm-content")),
      "the text has the focus again",
    );

    await find(page, "complaint: hand_over");
    await page.keyboard.type("complaint: wri");
    await page
      .locator(".cm-tooltip")
      .getByRole("option", { name: /^write_status/ })
      .waitFor();
    await page.waitForTimeout(200); // the list takes no key in its first moment, so that nobody chooses by mistake
    await page.keyboard.press("Enter");
    await settled(page);
    await page.keyboard.press("Control+s");
    await page.getByText(/^Saved to/).waitFor();
    assert.equal(
      readFileSync(file, "utf8"),
      first.replace("complaint: hand_over\n", "complaint: write_status\n"),
    );

    // Tab is no trap, in either direction.
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null));
    await tabTo(page, /^Text of/, "Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null));
    quiet(page, TYPED_OVER);
  } finally {
    await server.close();
  }
}
