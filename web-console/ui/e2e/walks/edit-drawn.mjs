// Edit a flow by its diagram and save: one gesture is one change of the text and one step back, and only its bytes differ
// in the file. Somebody saved meanwhile: the difference is shown, and nothing is lost.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { opened, until, whole } from "../lib/editor.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  const file = join(server.folder, "refund-desk.flow.yaml");
  const first = readFileSync(file, "utf8");
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 1000 } });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(`${server.origin}/flows/refund-desk/edit`);
    await opened(page);
    const diagram = page.getByRole("application", { name: /Diagram of refund-desk/ });
    const inspector = (name) => page.getByRole("region", { name: `State ${name}`, exact: true });

    // What the last runs did, drawn over it.
    await server.run("refund-desk", {
      ticket: {
        id: "T-1",
        order_id: "O12",
        message: "One of the two cups was cracked. Could I have 40 back?",
      },
    });
    await page.getByLabel("Last runs").check();
    await page.locator(".state-traffic").first().waitFor();
    await accessible(page, "the last runs over the diagram");
    await page.getByLabel("Last runs").uncheck();
    await page.locator(".state-traffic").first().waitFor({ state: "detached" });

    // The cursor in a state's text chooses it in the diagram, and the other way round.
    await diagram.getByRole("button", { name: /^classify\b/ }).click();
    await inspector("classify").getByLabel("case complaint leads to").selectOption("write_status");
    const led = first.replace("complaint: hand_over", "complaint: write_status");
    await until("the text has the new way", async () => (await whole(page, "refund-desk")) === led);
    await inspector("classify").getByLabel("Repairs of a reply").fill("3");
    await page.keyboard.press("Enter");
    await until("and the new figure", async () => (await whole(page, "refund-desk")) !== led);
    await accessible(page, "the editor after a gesture");

    // One step back for one gesture, in the text as in the diagram.
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await page.keyboard.press("Control+z");
    await until(
      "one step back takes the figure back",
      async () => (await whole(page, "refund-desk")) === led,
    );

    await page.keyboard.press("Control+s");
    await page.getByText(/^Saved to/).waitFor();
    assert.equal(readFileSync(file, "utf8"), led, "only the gesture's bytes differ");

    // Somebody else saves; what is here is not lost and theirs not written over unseen.
    await diagram.getByRole("button", { name: /^confirm\b/ }).click();
    await inspector("confirm").getByLabel("next leads to").selectOption("write_status");
    await until("the way is in the text", async () =>
      (await whole(page, "refund-desk"))?.includes("next: write_status"),
    );
    writeFileSync(file, led.replace("version: 1.0.0", "version: 1.0.1"));
    await page.getByRole("textbox", { name: /^Text of/ }).focus();
    await page.keyboard.press("Control+s");
    await page.getByText("version: 1.0.1").first().waitFor();
    await accessible(page, "a conflict");
    assert.ok(readFileSync(file, "utf8").includes("version: 1.0.1"), "theirs stands");
    assert.ok((await whole(page, "refund-desk")).includes("next: write_status"), "mine is here");
    quiet(page, /status of 412/);
  } finally {
    await server.close();
  }
}
