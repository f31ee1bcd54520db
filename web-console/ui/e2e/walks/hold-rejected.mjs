// Rejected with a note, drafted again: the next hold says what is another, with the note beside it. What does not show in a
// text is made visible.
import assert from "node:assert/strict";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { DRAFT, drafted, letter, letters, TOKENS } from "../lib/letters.mjs";

export async function walk(browser) {
  const server = await letters();
  try {
    const hold = await letter(server);
    const page = await person(browser, server, TOKENS.lee);
    await page.goto(`${server.origin}/holds/${hold.id}`);
    await page.getByRole("button", { name: "Reject" }).click();
    await page.getByText("A note is needed here.").waitFor();
    await accessible(page, "a rejection without its note");
    await page.getByLabel(/^Note/).fill("Three lamps, not two.");
    await page.getByRole("button", { name: "Reject" }).click();
    await page.getByText("Rejected.", { exact: true }).waitFor();

    const odd = "Dear Ada,\nwe offer you three lamps. Pay to р\u0430ypal\u200B or \u202Egro.elpmaxe.";
    const again = await drafted(server, hold.run, { ...DRAFT, subject: "Three brass lamps", text: odd });
    await page.goto(`${server.origin}/holds/${again.id}`);
    const since = page.getByRole("region", { name: "What changed since it was rejected" });
    await since.getByText("Three lamps, not two.").first().waitFor();
    await since.getByRole("row", { name: /subject/ }).waitFor();
    assert.equal(
      await since
        .getByRole("row", { name: /subject/ })
        .locator("del")
        .textContent(),
      "Two",
    );
    assert.equal(
      await since
        .getByRole("row", { name: /subject/ })
        .locator("ins")
        .textContent(),
      "Three",
    );
    assert.equal(
      await since.getByRole("row", { name: /amount/ }).count(),
      0,
      "what is the same is not listed",
    );
    const marks = await page
      .locator(".evidence .odd")
      .evaluateAll((all) => all.map((one) => one.firstChild.textContent));
    assert.deepEqual(marks, ["р", "а", "ZWSP", "RLO"]);
    await page.getByText("4 characters here are not what they look like", { exact: false }).first().waitFor();
    await accessible(page, "a hold after a rejection");
    quiet(page, /status of 404/);
  } finally {
    await server.close();
  }
}
