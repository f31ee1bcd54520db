// An editor asks, the requester answers in the same thread, and the editor gives the hold to a colleague, who alone decides it.
import assert from "node:assert/strict";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { letters, note, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await note(server);
    const [lee, ann, max, vic] = await Promise.all(
      ["lee", "ann", "max", "vic"].map((name) => person(browser, server, TOKENS[name])),
    );
    for (const page of [lee, ann, max, vic]) {
      await page.goto(`${server.origin}/holds/${hold.id}`);
      await page.getByRole("region", { name: "Questions and answers" }).waitFor();
    }
    // No channel leads to anybody here.
    await lee
      .getByRole("region", { name: "Who was told" })
      .getByText(/^Nobody outside this page/)
      .waitFor();
    await lee.getByRole("button", { name: "Ask for more" }).click();
    await lee.keyboard.type("Which lamps?");
    await lee.getByRole("button", { name: "Send" }).click();
    await ann.getByText("Which lamps?").waitFor();
    await ann.getByLabel("Ask or answer").fill("The brass ones.");
    await ann.getByRole("button", { name: "Send" }).click();
    await lee.getByText("The brass ones.").waitFor();
    assert.equal(await lee.getByLabel("Ask or answer").inputValue(), "");
    await accessible(lee, "a hold with a thread");

    // Who may only look, or not decide, is told why.
    assert.equal(
      await vic.getByRole("button", { name: "Approve", exact: true }).getAttribute("aria-disabled"),
      "true",
    );
    await vic
      .locator(".verdict .reasons")
      .getByText("You may look: deciding takes the role approver.")
      .waitFor();
    await vic
      .locator(".reasons")
      .getByText("You may look: writing here takes the role approver or starter.")
      .waitFor();
    await accessible(vic, "a hold for who may only look");
    assert.equal(
      (await server.ask("POST", `/api/holds/${hold.id}/ask`, { text: "x" }, TOKENS.vic)).status,
      403,
    );

    await lee.getByRole("button", { name: "Delegate…" }).click();
    const dialog = lee.getByRole("dialog", { name: "Delegate" });
    const offered = await dialog.getByLabel("To").locator("option").allTextContents();
    assert.deepEqual(offered, ["choose…", "Lee Moss (lee)", "Max Ode (max)", "everybody of editor"]);
    await accessible(lee, "the dialog to delegate");
    await dialog.getByLabel("To").selectOption("max");
    await dialog.getByLabel(/^Why/).fill("your customer");
    await dialog.getByRole("button", { name: "Delegate" }).click();
    await lee
      .locator(".verdict .reasons")
      .getByText("Lee gave this hold to max; take it back before you decide it.")
      .waitFor();
    assert.equal(
      await lee.getByRole("button", { name: "Approve", exact: true }).getAttribute("aria-disabled"),
      "true",
    );
    await accessible(lee, "a hold that lies with somebody else");
    const refused = await server.ask(
      "POST",
      `/api/holds/${hold.id}/decision`,
      { decision: "approve" },
      TOKENS.lee,
    );
    assert.equal(refused.status, 403);
    await max.getByText("your customer").waitFor();
    await max.getByRole("button", { name: "Approve", exact: true }).click();
    await max.getByText("Approved.", { exact: true }).waitFor();
    for (const page of [lee, ann, max, vic]) {
      quiet(page, /status of 404/);
    }
  } finally {
    await server.close();
  }
}
