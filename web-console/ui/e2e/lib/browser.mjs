// A browser for a walk. What the page complains of is kept, and is a failure at the end unless the walk expects it.
import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** The first Chromium of the PATH. */
export function browserPath() {
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not here
      }
    }
  }
  throw new Error("no Chromium is on the PATH");
}

/** With arguments of one's own. */
export async function launch(more = []) {
  return chromium.launch({
    executablePath: browserPath(),
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...more,
    ],
  });
}

/** A page of a person's own, not signed in yet. `options` are Playwright's: viewport, colorScheme, … */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      page.complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  return page;
}

/** The operator's page, by the printed address. */
export async function operator(browser, server, options) {
  const page = await visitor(browser, options);
  await page.goto(server.signInUrl);
  await page.waitForURL(`${server.origin}/`);
  return page;
}

/** A person's page, by their token. */
export async function person(browser, server, token, options) {
  const page = await visitor(browser, options);
  await page.goto(`${server.origin}/signin`);
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL(`${server.origin}/`);
  return page;
}

/** Fails on anything that axe finds on the page as it is now (WCAG 2.2 AA). */
export async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`,
  );
  assert.deepEqual(told, [], `axe at ${where}`);
}

/** The page has complained of nothing but what `expected` matches. */
export function quiet(page, ...expected) {
  const unexpected = page.complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
  assert.deepEqual(unexpected, [], "the page complains of nothing");
}
