// The audit: who decided what, when, why and after how long a look; filters in the address, export, and the way to a run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, person, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

const TOKENS = {
  SIGNALBOX_TOKEN_ANA: "ana-has-a-token-of-her-own",
  SIGNALBOX_TOKEN_BEN: "ben-has-a-token-of-his-own",
  SIGNALBOX_TOKEN_EVE: "eve-has-a-token-and-only-looks",
};

export async function walk(browser) {
  const server = await serve({
    workspace: join(ROOT, "web-console/ui/e2e/workspaces/desk"),
    environment: TOKENS,
  });
  try {
    const eve = await person(browser, server, TOKENS.SIGNALBOX_TOKEN_EVE);
    await eve.goto(`${server.origin}/audit`);
    await eve.getByText("Nothing has been decided yet.").waitFor();
    await accessible(eve, "an empty audit");

    const decide = async (name, amount, token, decision) => {
      const { holds } = await server.run("voucher", { name, amount });
      const { status } = await server.ask(
        "POST",
        `/api/holds/${encodeURIComponent(holds[0].id)}/decision`,
        { hash: holds[0].hash, ...decision },
        token,
      );
      assert.equal(status, 200);
      return holds[0];
    };
    // What is decided meanwhile is there without a look at the server.
    await decide("Ada", 20, TOKENS.SIGNALBOX_TOKEN_BEN, { decision: "approve", note: "as always" });
    await eve.getByText("1 decision", { exact: true }).waitFor();
    await eve.getByRole("cell", { name: "100 %" }).waitFor();
    await decide("=1+1", 30, TOKENS.SIGNALBOX_TOKEN_BEN, { decision: "reject", note: "@no such name" });

    // Ana opens one at the page and decides it at once: too fast to have read it.
    const { holds } = await server.run("voucher", { name: "Cy", amount: 40 });
    const ana = await person(browser, server, TOKENS.SIGNALBOX_TOKEN_ANA);
    await ana.goto(`${server.origin}/holds/${encodeURIComponent(holds[0].id)}`);
    await ana.getByRole("heading", { level: 1 }).waitFor();
    const decided = await server.ask(
      "POST",
      `/api/holds/${encodeURIComponent(holds[0].id)}/decision`,
      { decision: "approve", hash: holds[0].hash },
      TOKENS.SIGNALBOX_TOKEN_ANA,
    );
    assert.equal(decided.status, 200);

    await eve.getByRole("link", { name: /Send Cy a voucher/ }).waitFor();
    assert.equal(await eve.getByRole("list", { name: "Decisions" }).getByRole("listitem").count(), 3);
    await eve.getByText("under 3 s", { exact: true }).waitFor();
    await eve.getByText("“as always”").waitFor();
    await eve.getByRole("cell", { name: "50 %" }).waitFor();
    await accessible(eve, "an audit");

    // A person, then a verdict: both stand in the address, and a reader of it sees the same.
    await eve.getByRole("button", { name: "ben" }).click();
    await eve.waitForURL(/by=ben/);
    await eve.getByRole("combobox", { name: "Verdict" }).selectOption("rejected");
    await eve.waitForURL(/verdict=rejected/);
    await eve.getByText("1 decision", { exact: true }).waitFor();
    await eve.reload();
    await eve.getByText("1 decision", { exact: true }).waitFor();
    await eve.getByRole("link", { name: /Send =1\+1/ }).waitFor();

    // The file is of what is shown, and no spreadsheet carries it out.
    const download = eve.waitForEvent("download");
    await eve.getByRole("link", { name: "CSV" }).click();
    const csv = readFileSync(await (await download).path(), "utf8");
    assert.equal(csv.trim().split("\r\n").length, 2);
    assert.match(csv, /,"'@no such name",/);

    await eve.getByRole("searchbox", { name: "Search" }).fill("nobody");
    await eve.getByText("No decision fits these filters.").waitFor();
    await eve.getByRole("button", { name: "Take the filters away" }).click();
    await eve.getByText("3 decisions", { exact: true }).waitFor();

    // By keys alone to the run of a decision.
    await eve.getByRole("link", { name: /Send Ada/ }).focus();
    await eve.keyboard.press("Enter");
    await eve.waitForURL(/\/runs\//);
    quiet(eve);
  } finally {
    await server.close();
  }
}
