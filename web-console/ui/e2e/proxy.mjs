// The page behind a proxy, for scripts/proxy-test: `node e2e/proxy.mjs ORIGIN TOKEN STOP START`. It is signed in, hears of
// what others do after a minute of silence, and lives through a server that is stopped and started again by those programs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { launch, quiet, visitor } from "./lib/browser.mjs";

const [origin, token, stop, start] = process.argv.slice(2);
const QUIET_FOR = 65_000;

/** Starts a run as the page of somebody who may. */
async function begin(page, parcel) {
  const status = await page.evaluate(async (name) => {
    const headers = { "X-Signalbox": "1", "Content-Type": "application/json" };
    const answer = await fetch("/api/flows/parcel/runs", {
      method: "POST",
      headers,
      body: JSON.stringify({ parcel: name }),
    });
    return answer.status;
  }, parcel);
  assert.equal(status, 201);
}

async function signIn(page) {
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole("button", { name: /sign in/i }).click();
}

const browser = await launch(["--host-resolver-rules=MAP * 127.0.0.1"]);
try {
  const page = await visitor(browser, { ignoreHTTPSErrors: true });
  let streams = 0;
  page.on("request", (request) => (streams += request.url().endsWith("/api/stream") ? 1 : 0));
  await page.goto(`${origin}/signin`);
  await signIn(page);
  await page.waitForURL(`${origin}/`);
  const [cookie] = await page.context().cookies();
  assert.ok(cookie.name.startsWith("__Host-") && cookie.secure && cookie.httpOnly, JSON.stringify(cookie));

  const other = await page.context().newPage();
  await other.goto(`${origin}/settings`);
  await begin(other, "B1");
  await page.getByText("What does B1 weigh?").first().waitFor();
  await page.waitForTimeout(QUIET_FOR);
  await begin(other, "B2");
  await page.getByText("What does B2 weigh?").first().waitFor();
  assert.equal(streams, 1, "one stream all the time");

  // By HTTP/1.1 a browser would have no connection left for the seventh.
  const pages = [];
  for (let more = 0; more < 7; more++) {
    const another = await page.context().newPage();
    await another.goto(`${origin}/`);
    await another.getByText("What does B2 weigh?").first().waitFor();
    pages.push(another);
  }
  await Promise.all(pages.map((another) => another.close()));

  await page.getByText("What does B2 weigh?").first().click();
  await page.waitForURL(/holds/);
  await page.getByLabel("Answer", { exact: true }).fill("7");
  execFileSync(stop);
  const answer = page.getByRole("button", { name: "Answer", exact: true });
  await answer.click();
  await page.getByText("The server cannot be reached.", { exact: false }).first().waitFor();
  execFileSync(start, { stdio: "ignore" });
  await page.waitForURL(/signin/, { timeout: 60_000 });
  await signIn(page);
  await page.waitForURL(/holds/);
  await answer.click();
  await page.getByText("Answered.", { exact: true }).waitFor();
  quiet(page, /status of (40[149]|502)/, /ERR_HTTP2/, /ERR_INCOMPLETE_CHUNKED/);
} finally {
  await browser.close();
}
