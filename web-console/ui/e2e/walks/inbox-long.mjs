// An inbox that grows long under its reader's hand, and a part of the page that cannot be fetched.
import assert from "node:assert/strict";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve({ workspace: join(ROOT, "web-console/ui/e2e/workspaces/desk") });
  const voucher = (number) => server.run("voucher", { name: `No. ${number}.`, amount: 20 });
  const several = async (from, to) => {
    for (let number = from; number <= to; number++) {
      await voucher(number);
    }
  };
  try {
    await several(1, 48);
    const page = await operator(browser, server);
    const rows = page.getByRole("list", { name: "Holds" }).getByRole("listitem");
    await page.goto(`${server.origin}/?sort=opened`);
    await page.getByRole("link", { name: /No\. 48\./ }).waitFor();
    assert.equal(await rows.count(), 48);
    await accessible(page, "a short inbox");

    // By keys to the last, which comes into sight, and back below the head of the page.
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const inSight = () =>
      page.evaluate(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return top >= document.querySelector(".top").getBoundingClientRect().bottom && bottom <= innerHeight;
      });
    for (let key = 0; key < 48; key++) {
      await page.keyboard.press("j");
    }
    const last = await focused();
    assert.ok(await inSight(), "the last is in sight");
    for (let key = 0; key < 45; key++) {
      await page.keyboard.press("k");
    }
    assert.ok(await inSight(), "the third is in sight");
    const third = await focused();
    assert.notEqual(third, last);

    // More come: only those in view are drawn from then on, and the keys go on from where they were.
    await several(49, 60);
    await page.locator("li[aria-setsize='60']").first().waitFor();
    assert.ok((await rows.count()) < 60);
    await page.keyboard.press("j");
    assert.ok(await inSight());
    await accessible(page, "a long inbox");
    quiet(page);

    // A part that cannot be fetched is said, the rest of the page stays, and it is had again by loading the page anew.
    await page.route("**/assets/RunsPage-*.js", (route) => route.abort());
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByText("This part of the page cannot be shown.").waitFor();
    await accessible(page, "a part that cannot be shown");
    await page.getByRole("link", { name: "Flows" }).click();
    await page.getByRole("heading", { level: 1, name: "Flows" }).waitFor();
    await page.unroute("**/assets/RunsPage-*.js");
    await page.getByRole("link", { name: "Runs" }).click();
    await page.getByRole("button", { name: "Load the page anew" }).click();
    await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
  } finally {
    await server.close();
  }
}
