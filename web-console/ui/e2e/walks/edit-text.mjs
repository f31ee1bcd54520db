// Edit a flow's text: see a problem, have it fixed, complete a name, rename, undo, reload, save; then somebody else
// saves first.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { find, opened, settled, until, whole, TYPED_OVER } from "../lib/editor.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  const file = join(server.folder, "refund-desk.flow.yaml");
  const read = () => readFileSync(file, "utf8");
  const first = read();
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 900 } });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(`${server.origin}/flows/refund-desk`);
    await page.getByRole("link", { name: "edit it" }).click();
    const text = await opened(page);
    await accessible(page, "the editor");

    // A problem is told in the gutter and in the list, with what mends it.
    await text.focus();
    await find(page, "next: confirm");
    await page.keyboard.type("next: confirn");
    const problems = page.getByRole("list", { name: "Problems", exact: true });
    await problems.getByRole("button", { name: "error G101, explain" }).waitFor();
    await page.locator(".cm-lint-marker-error").waitFor();
    await accessible(page, "the editor with a problem");
    await page.getByRole("button", { name: "error G101, explain" }).click();
    await page.getByRole("region", { name: "What G101 says" }).getByText("Why").waitFor();
    await accessible(page, "a rule explained");
    await page.getByRole("region", { name: "What G101 says" }).getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Write `confirm`" }).click();
    await page.getByText("As saved").waitFor();

    // Names come from the file.
    await text.focus();
    await find(page, "complaint: hand_over");
    await page.keyboard.type("complaint: ");
    await page.keyboard.press("Control+Space");
    await page
      .locator(".cm-tooltip")
      .getByRole("option", { name: /^hand_over/ })
      .waitFor();
    await page.keyboard.type("wri");
    await page
      .locator(".cm-tooltip")
      .getByRole("option", { name: /^write_status/ })
      .waitFor();
    await page.waitForTimeout(200); // the list takes no key in its first moment
    await page.keyboard.press("Enter");
    await until("the name is written", async () =>
      (await whole(page, "refund-desk"))?.includes("complaint: write_status\n"),
    );
    await settled(page);

    // What stands here, and where it is declared.
    await find(page, "input.ticket.order_id");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+Shift+h");
    await page.locator(".cm-tooltip .marked", { hasText: "input.ticket.order_id" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".cm-tooltip .marked").waitFor({ state: "detached" });

    // A new name, everywhere in the file; the tests are pointed at.
    await find(page, "dropped }");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "Rename dropped to" }).fill("given_up");
    await page.keyboard.press("Enter");
    await page.getByText(/^Renamed in 2 places/).waitFor();
    await page.keyboard.press("Control+z");
    await until("one step takes the new name back", async () =>
      (await whole(page, "refund-desk"))?.includes("expired: dropped }"),
    );

    // A reload loses nothing.
    await page.reload();
    await opened(page);
    await page.getByText("Your unsaved changes were brought back.").waitFor();
    await page.getByText("Unsaved changes", { exact: true }).waitFor();
    assert.equal(read(), first);

    // Saved: only what was changed has changed, and new runs use it.
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await page.keyboard.press("Control+s");
    await page.getByText(/^Saved to refund-desk.flow.yaml/).waitFor();
    assert.equal(read(), first.replace("complaint: hand_over\n", "complaint: write_status\n"));
    await page.getByText("As saved").waitFor();

    // Somebody else saves first: both texts are shown, and mine is kept over theirs.
    const mine = read().replace("title: Refund desk", "title: Refunds");
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await find(page, "title: Refund desk");
    await page.keyboard.type("title: Refunds");
    await settled(page);
    writeFileSync(file, read().replace("owner: support-platform", "owner: somebody-else"));
    await page.keyboard.press("Control+s");
    await page.getByRole("heading", { name: "refund-desk.flow.yaml was changed meanwhile" }).waitFor();
    await page.locator("[aria-label='What they changed']").getByText("+owner: somebody-else").waitFor();
    await accessible(page, "a conflict");
    await page.getByRole("button", { name: "Save mine over theirs" }).click();
    await page.getByRole("heading", { name: /was changed meanwhile/ }).waitFor({ state: "detached" });
    await page.getByText(/^Saved to/).waitFor();
    assert.equal(read(), mine);

    // The other way: theirs is taken, and undoing brings mine back.
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await find(page, "title: Refunds");
    await page.keyboard.type("title: Mine");
    await settled(page);
    writeFileSync(file, mine.replace("title: Refunds", "title: Theirs"));
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Take theirs into the editor" }).click();
    await page.getByText("This is the file's text now.").waitFor();
    await page.getByText("As saved").waitFor();
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await page.keyboard.press("Control+z");
    await page.locator(".cm-line", { hasText: "title: Mine" }).waitFor();

    // Broken is saved only by who says so.
    await find(page, "title: Mine");
    await page.keyboard.type("title: [");
    await page.getByText(/^(One error|\d+ errors)$/).waitFor();
    await page.keyboard.press("Control+s");
    await page.getByRole("button", { name: "Save it with its errors" }).click();
    await page.getByText(/with errors/).waitFor();
    assert.ok(read().includes("title: ["));
    quiet(page, TYPED_OVER, /412|422/);
  } finally {
    await server.close();
  }
}
