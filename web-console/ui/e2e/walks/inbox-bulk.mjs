// The inbox of a lead: filters and search in the address, keys, claims, and several small holds decided at once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

const TOKENS = {
  SIGNALBOX_TOKEN_ANA: "ana-has-a-token-of-her-own",
  SIGNALBOX_TOKEN_BEN: "ben-has-a-token-of-his-own",
};

export async function walk(browser) {
  const server = await serve({
    workspace: join(ROOT, "web-console/ui/e2e/workspaces/desk"),
    environment: TOKENS,
  });
  try {
    const ana = await person(browser, server, TOKENS.SIGNALBOX_TOKEN_ANA);
    await ana.getByText("Nothing waits for you or your groups.").waitFor();
    await accessible(ana, "an empty inbox");

    for (const [name, amount] of [
      ["Ada", 20],
      ["Bo", 30],
      ["Cy", 40],
      ["Di", 900],
      ["Ed", 50],
    ]) {
      await server.run("voucher", { name, amount });
    }
    // The page hears of them by itself.
    await ana.getByRole("link", { name: /Send Ed a voucher/ }).waitFor();
    await ana.getByText("high risk").waitFor();
    await accessible(ana, "an inbox");

    // Search and filters stand in the address, and the list with them.
    await ana.getByRole("searchbox", { name: "Search" }).fill("Bo");
    await ana.waitForURL(/q=Bo/);
    await ana.getByRole("link", { name: /Send Ada/ }).waitFor({ state: "detached" });
    await ana.reload();
    await ana.getByRole("link", { name: /Send Bo/ }).waitFor();
    assert.equal(await ana.getByRole("link", { name: /Send / }).count(), 1);
    await ana.getByRole("searchbox", { name: "Search" }).fill("nobody of that name");
    await ana.getByText("Nothing here fits these filters.").waitFor();
    await ana.getByRole("button", { name: "Take the filters away" }).click();
    await ana.getByRole("link", { name: /Send Ada/ }).waitFor();

    // A claim is seen by the other, who may not decide meanwhile.
    await ana.getByRole("link", { name: /Send Cy/ }).focus();
    await ana.keyboard.press("c");
    await ana.getByText("yours").waitFor();
    const ben = await person(browser, server, TOKENS.SIGNALBOX_TOKEN_BEN);
    await ben.getByText(/ana has it/i).waitFor();
    const held = (await server.ask("GET", "/api/holds?q=Cy")).body.items[0];
    const refused = await server.ask(
      "POST",
      `/api/holds/${encodeURIComponent(held.id)}/decision`,
      { decision: "approve", hash: held.hash },
      TOKENS.SIGNALBOX_TOKEN_BEN,
    );
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /ana/i);
    await ana.getByRole("link", { name: /Send Cy/ }).focus();
    await ana.keyboard.press("c");
    await ben.getByText(/ana has it/i).waitFor({ state: "detached" });

    // A high-risk one is decided alone, and the page says so.
    await ana.getByRole("checkbox", { name: /Send Ada/ }).check();
    await ana.getByRole("checkbox", { name: /Send Di/ }).check();
    await ana.getByText("A high-risk call is decided alone").waitFor();
    assert.equal(await ana.getByRole("button", { name: "Approve all…" }).isDisabled(), true);
    await ana.getByRole("checkbox", { name: /Send Di/ }).uncheck();

    // By keys: select another, approve both with a note.
    await ana.getByRole("link", { name: /Send Bo/ }).focus();
    await ana.keyboard.press("x");
    await ana.getByText("2 selected").waitFor();
    await ana.keyboard.press("a");
    await ana.getByRole("dialog", { name: "Approve 2 holds?" }).waitFor();
    await accessible(ana, "deciding at once");
    await ana.getByLabel(/^Note/).fill("the usual thanks");
    await ana.getByRole("button", { name: "Approve 2 holds" }).click();
    await ana.getByText("2 of 2 approved.").waitFor();
    await ana.getByRole("button", { name: "Done", exact: true }).last().click();
    await ana.getByRole("link", { name: /Send Ada/ }).waitFor({ state: "detached" });

    // One that somebody else decided meanwhile fails alone.
    await ana.getByRole("checkbox", { name: /Send Cy/ }).check();
    await ana.getByRole("checkbox", { name: /Send Ed/ }).check();
    await ana.getByRole("button", { name: "Reject all…" }).click();
    await server.ask(
      "POST",
      `/api/holds/${encodeURIComponent(held.id)}/decision`,
      { decision: "approve", hash: held.hash },
      TOKENS.SIGNALBOX_TOKEN_BEN,
    );
    // The page has heard of it, and what she is about to decide stays as she has read it.
    await ana
      .getByRole("list", { name: "Holds" })
      .getByText(/Send Cy/)
      .waitFor({ state: "detached" });
    await ana.getByRole("button", { name: "Reject 2 holds" }).click();
    await ana.getByText("1 of 2 rejected.").waitFor();
    await ana.getByRole("button", { name: "Done", exact: true }).last().click();

    // What was decided, by whom and why.
    await ana.getByRole("button", { name: "Done", exact: true }).click();
    await ana.getByText("the usual thanks").first().waitFor();
    await ana.getByText("rejected", { exact: true }).waitFor();
    await accessible(ana, "what was decided");

    // From the inbox straight to the decision.
    await ana.getByRole("button", { name: "My groups" }).click();
    await ana.getByRole("link", { name: /Send Di/ }).focus();
    await ana.keyboard.press("r");
    await ana.getByRole("heading", { level: 1, name: /Send Di/ }).waitFor();
    await ana.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await ana.goBack();
    await ana.getByRole("link", { name: /Send Di/ }).waitFor();

    // Help, and keys turned off.
    await ana.getByRole("button", { name: "Mine", exact: true }).click();
    await ana.getByRole("button", { name: "My groups" }).click();
    await ana.keyboard.press("?");
    await ana.getByRole("dialog", { name: "Keys" }).waitFor();
    await ana.keyboard.press("Escape");
    await ana.getByRole("dialog", { name: "Keys" }).waitFor({ state: "detached" });
    await ana.evaluate(() => localStorage.setItem("signalbox.keys", "off"));
    await ana.reload();
    await ana.getByRole("link", { name: /Send Di/ }).waitFor();
    await ana.keyboard.press("?");
    assert.equal(await ana.getByRole("dialog").count(), 0);
    quiet(ana);
    quiet(ben);
  } finally {
    await server.close();
  }
}
