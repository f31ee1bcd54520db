// An editor changes what a model drafted, sees what that changes of the call, and approves exactly that; the second one
// finds it under a stale page. The evidence says whose words are whose, and what the model was not shown.
import assert from "node:assert/strict";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { letter, letters, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await letter(server);
    const lee = await person(browser, server, TOKENS.lee);
    const max = await person(browser, server, TOKENS.max);
    await lee.goto(`${server.origin}/holds/${hold.id}`);
    await max.goto(`${server.origin}/holds/${hold.id}`);

    await lee.getByText("fast did not see everything.").waitFor();
    await lee.getByText("letter.flow.yaml:").waitFor();
    await lee.getByText("a model's words").waitFor();
    assert.ok((await lee.getByText("€1,250.50").count()) >= 1, "money is written for people");
    await lee.getByText("1250.5", { exact: true }).first().waitFor();
    await lee.getByRole("listitem").filter({ hasText: "Nobody decides" }).getByText("give_up").waitFor();
    await accessible(lee, "a hold with its evidence");
    await lee.getByText("On the diagram").click();
    await lee.locator(".react-flow__node").first().waitFor();
    await accessible(lee, "a hold with its diagram");

    // The first one edits, and has it in hand with the first key; the other one begins to write all the same.
    await lee.getByLabel("draft.amount").fill("1199");
    await lee.getByText("You have it in hand").waitFor();
    await max.getByText("lee has it in hand", { exact: false }).first().waitFor();
    await max.getByLabel("draft.subject").fill("Two lamps of brass");
    await max.getByLabel(/^Note/).fill("fine with me");
    assert.match(await max.locator(".verdict .reasons").textContent(), /lee has it in hand until/);
    await accessible(max, "a hold that somebody else has in hand");

    await lee.getByRole("button", { name: "Preview the change" }).click();
    await lee
      .getByRole("row", { name: /amount/ })
      .nth(1)
      .waitFor();
    await accessible(lee, "a previewed edit");
    await lee.getByRole("button", { name: "Approve with edits" }).click();
    await lee.getByText("A note is needed here.").waitFor();
    await lee.getByLabel(/^Note/).fill("cheaper than last year");
    await lee.getByRole("button", { name: "Approve with edits" }).click();
    await lee.getByText("Your approval is counted; more are needed.").waitFor();

    // The other one's page says what changed, and keeps what they typed.
    await max.getByText("It is not what you saw any more.").waitFor();
    await max
      .getByRole("row", { name: /amount/ })
      .first()
      .waitFor();
    await accessible(max, "a hold that changed meanwhile");
    const preview = max.getByRole("button", { name: "Preview the change" });
    assert.equal(await preview.getAttribute("aria-disabled"), "true");
    await max
      .locator(".verdict .reasons")
      .getByText("It changed while you looked", { exact: false })
      .waitFor();
    await max.getByRole("button", { name: "Go on with it as it is now" }).click();
    assert.equal(await max.getByLabel("draft.subject").inputValue(), "Two lamps of brass");
    assert.equal(await max.getByLabel(/^Note/).inputValue(), "fine with me");
    assert.equal(await max.getByLabel("draft.amount").inputValue(), "1199");
    await max.getByRole("button", { name: "Undo the edit" }).click();
    await max.getByRole("button", { name: "Approve", exact: true }).click();
    await max.getByText("Approved.", { exact: true }).waitFor();
    const { body } = await server.ask("GET", `/api/runs/${hold.run}?wait=20`);
    assert.equal(body.status, "succeeded");
    quiet(lee, /status of 40[49]/);
    quiet(max, /status of 40[49]/);
  } finally {
    await server.close();
  }
}
