// Who was told of a hold: a room that hears it, a mail server that is down, several dozen notices, and what of it who sees.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, person, quiet } from "../lib/browser.mjs";
import { letters, note, TOKENS } from "../lib/letters.mjs";
import { world } from "../lib/world.mjs";

const told = (page) => page.getByRole("region", { name: "Who was told" });

export async function walk(browser) {
  const outside = await world();
  const server = await letters({
    change: (folder) => {
      const file = join(folder, "signalbox.yaml");
      const text = readFileSync(file, "utf8").replace(
        "lee: { name: Lee Moss,",
        "lee: { name: Lee Moss, email: lee@shop.example, channel: mail,",
      );
      writeFileSync(file, text);
      appendFileSync(
        file,
        [
          "http: { allow: [127.0.0.1] }",
          "channels:",
          `  room: { webhook: { url: "${outside.origin}/room" }, groups: [editor] }`,
          // Nothing listens there: the first port is nobody's.
          "  mail: { email: { host: 127.0.0.1, port: 1, tls: none, from: desk@shop.example } }",
          "",
        ].join("\n"),
      );
    },
  });
  try {
    const hold = await note(server);
    const [vic, lee, page] = await Promise.all([
      person(browser, server, TOKENS.vic),
      person(browser, server, TOKENS.lee),
      operator(browser, server),
    ]);
    for (const each of [vic, lee, page]) {
      await each.goto(`${server.origin}/holds/${hold.id}`);
      await told(each).getByText("1 told, 1 waiting").waitFor();
    }
    await told(page).getByText("mail: lee@shop.example").waitFor();
    await told(page)
      .getByText(/^It did not go yet and is tried again: .*127\.0\.0\.1:1/)
      .waitFor();
    await accessible(page, "who was told, for an operator");
    assert.equal(await told(vic).getByText("shop.example").count(), 0, "an address is an operator's to see");
    assert.equal(await told(vic).getByText("127.0.0.1").count(), 0);
    await accessible(vic, "who was told, for who may only look");

    // What is told from now on is there without a reload.
    const given = await server.ask("POST", `/api/holds/${hold.id}/delegate`, { to: "lee" });
    assert.equal(given.status, 200);
    await told(vic).getByText("that it was given to them").waitFor();
    await told(vic).getByText("1 told, 2 waiting").waitFor();

    // Once it is decided nobody is told any more, and the step of the run shows who was.
    await lee.getByRole("button", { name: "Approve", exact: true }).click();
    await lee.getByText("Approved.", { exact: true }).waitFor();
    const { body } = await server.ask("GET", `/api/runs/${hold.run}/events`);
    const opened = body.items.find(({ type }) => type === "HoldOpened");
    await page.goto(`${server.origin}/runs/${hold.run}?seq=${opened.seq}`);
    await page.getByRole("heading", { name: "Who was told" }).waitFor();
    await page.getByText("mail: lee@shop.example").first().waitFor();

    await page.goto(`${server.origin}/holds/${hold.id}`);
    await page.getByText(/^lee approved it/i).waitFor();
    await told(page).getByText("mail: lee@shop.example").first().waitFor();
    await accessible(page, "who was told of a hold that is over");

    // Several dozen, as the server would tell them: the newest, and each that failed.
    const next = await note(server, "And one more.");
    await page.route(`**/api/holds/${next.id}/notices`, (route) =>
      route.fulfill({
        json: {
          items: Array.from({ length: 40 }, (_, index) => ({
            kind: index % 2 === 0 ? "reminder" : "opened",
            channel: "mail",
            to: `person${index}@shop.example`,
            audience: [`person${index}`],
            at: "2026-11-22T12:00:00Z",
            ...(index === 3
              ? { state: "failed", problem: "The mail server says that there is nobody of that name." }
              : { state: "sent" }),
          })),
        },
      }),
    );
    await page.goto(`${server.origin}/holds/${next.id}`);
    await told(page).getByText("39 told, 1 failed").waitFor();
    assert.equal(await told(page).getByRole("listitem").count(), 7);
    await told(page).getByText("The mail server says that there is nobody of that name.").waitFor();
    await accessible(page, "who was told, several dozen");
    await told(page).getByRole("button", { name: "Show all 40" }).press("Enter");
    assert.equal(await told(page).getByRole("listitem").count(), 40);
    await told(page).getByRole("button", { name: "Show fewer" }).waitFor();
    [vic, lee, page].forEach((each) => quiet(each, /status of 404/));
  } finally {
    await server.close();
    outside.close();
  }
}
