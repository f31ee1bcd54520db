// Every way in: the printed link, a token, a provider; a link from another site while signed in; and out again.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, person, quiet, visitor } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";
import { world } from "../lib/world.mjs";

export async function walk(browser) {
  const outside = await world({ claims: { sub: "7", email: "sam@shop.example", email_verified: true } });
  const server = await serve({
    environment: { SIGNALBOX_TOKEN_KIM: "kim-has-a-long-token", OIDC_SECRET: "the-clients-own-secret" },
    change: (folder) => {
      const file = join(folder, "signalbox.yaml");
      const text = readFileSync(file, "utf8")
        .replace("sam: { name: Sam Reyes,", "sam: { name: Sam Reyes, known_as: [sam@shop.example],")
        .replace("secrets:", "secrets:\n  OIDC_SECRET: {}\n#");
      writeFileSync(file, text);
      appendFileSync(
        file,
        `\nauth: { oidc: { issuer: "${outside.origin}", client_id: signalbox, client_secret: OIDC_SECRET, person: email } }\n`,
      );
    },
  });
  try {
    const page = await visitor(browser);
    await page.goto(`${server.origin}/runs?status=failed`);
    await accessible(page, "the sign-in page");
    await page.getByLabel("Token").fill("not-the-token-at-all");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("That is not the token.").waitFor();
    await accessible(page, "the sign-in page after a mistake");
    page.complaints.length = 0; // a 401 is told there

    await page.getByRole("button", { name: /^Continue with/ }).click();
    await page.getByRole("link", { name: "Yes, it is me" }).click();
    await page.waitForURL(`${server.origin}/runs?status=failed`);
    await page.getByText("Sam Reyes").first().waitFor();

    // Another site's link: the browser sends no strict cookie with it, and the person is signed in all the same.
    await page.goto(`${outside.origin}/authorize?redirect_uri=${server.origin}/flows`);
    await page.getByRole("link").click();
    await page.waitForURL(/\/flows/);
    await page.getByText("Sam Reyes").first().waitFor();

    const cookies = (await page.context().cookies(server.origin)).filter(({ name }) =>
      name.includes("session"),
    );
    assert.equal(cookies.length, 1);
    assert.deepEqual([cookies[0].httpOnly, cookies[0].sameSite], [true, "Strict"]);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.ok(!kept.includes("eyJ"), "the page keeps no token");

    // An address at which nothing is: the page says so, and leads back.
    const nowhere = await page.goto(`${server.origin}/flwos`);
    assert.equal(nowhere.status(), 404);
    await page.getByText("There is no such page.").waitFor();
    await page.getByText("/flwos", { exact: true }).waitFor();
    await accessible(page, "no such page");
    await page.getByRole("link", { name: "Go to the inbox" }).click();
    await page.waitForURL(`${server.origin}/`);

    // Out here at once; out at the provider, which may let one into much else, where one wants that.
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out here" }).waitFor();
    await accessible(page, "who came by a provider has signed out");
    await page.getByRole("link", { name: "Sign out at 127.0.0.1 too" }).click();
    await page.getByText("Signed out of all, 7").waitFor();
    await page.goto(`${server.origin}/flows`);
    await page.waitForURL(/\/signin/);
    quiet(page, /status of 404 .*\/flwos/);

    // Who is not signed in sees no page either way, and is led back to the one that was wanted.
    await page.goto(`${server.origin}/flwos?a=b%20c`);
    await page.waitForURL(/\/signin\?next=/);
    await page.getByLabel("Token").fill("kim-has-a-long-token");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`${server.origin}/flwos?a=b%20c`);
    await page.getByText("There is no such page.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${server.origin}/signin`);

    quiet(await operator(browser, server));
    quiet(await person(browser, server, "kim-has-a-long-token"));
  } finally {
    await server.close();
    outside.close();
  }
}
