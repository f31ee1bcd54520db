// Signs in, finds a hold in the inbox, edits and approves it, answers another, plays the model, and sees a change come by
// itself: `node e2e/inbox.mjs BROWSER SIGN_IN_ADDRESS`. Exits with 1 at the first thing that is not as it should be.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [executablePath, signIn] = process.argv.slice(2);
const origin = new URL(signIn).origin;
const browser = await chromium.launch({
  executablePath,
  args: [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ],
});
try {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(signIn);
  await page.waitForURL(`${origin}/`);
  const approve = page.getByRole("link", { name: /Refund 900/ });
  await approve.waitFor();

  // By keyboard alone: the first hold of the inbox.
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Refund 900 on order O9?" }).waitFor();
  await page.getByText("https://shop.example/refunds").waitFor();
  await page.getByText("Bearer ${secret.SHOP_TOKEN}").waitFor();
  await page.getByText("<script>alert('no')</script>").first().waitFor();

  await page.getByLabel("refund.amount").fill("9000");
  await page.getByRole("button", { name: "Preview the change" }).click();
  await page.getByText("must be 5000 or less").waitFor();
  await page.getByLabel("refund.amount").fill("850");
  await page.getByRole("button", { name: "Preview the change" }).click();
  await page
    .getByRole("status")
    .getByRole("row", { name: /amount 900 850/ })
    .waitFor();
  await page.getByLabel(/^Note/).fill("partial");
  await page.getByRole("button", { name: "Approve with edits" }).click();
  await page.getByText("Approved.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "See what the run does now" }).click();
  await page.getByText("operator approved").waitFor();

  // An answer that the server refuses keeps what was typed; a note that is required is asked for.
  await page.getByRole("link", { name: "Inbox", exact: false }).first().click();
  await page.getByRole("link", { name: /needs an answer/ }).click();
  await page.getByRole("textbox", { name: "Answer" }).fill("x");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByText("A note is needed here.").waitFor();
  await page.getByLabel(/^Note/).fill("called back");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByText("is too short").first().waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Answer" }).inputValue(), "x");
  await page.reload();
  assert.equal(
    await page.getByRole("textbox", { name: "Answer" }).inputValue(),
    "x",
    "a reload keeps what was typed",
  );
  await page.getByRole("textbox", { name: "Answer" }).fill("We are sorry.");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByText("Answered.", { exact: true }).waitFor();

  // The model's place: a union, told apart by its choice.
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await page.getByRole("link", { name: /would `fast` reply/ }).click();
  await page.getByLabel("add").check();
  await page.getByLabel("a", { exact: true }).fill("2");
  await page.getByLabel("b", { exact: true }).fill("3");
  await page.getByRole("button", { name: "Reply" }).click();
  await page.getByText("Answered.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await page.getByText("Nothing waits for a person.").waitFor();

  // A run is started from its form, its hold is there, and the inbox hears of it by itself.
  const other = await context.newPage();
  await other.goto(`${origin}/flows/refund-desk`);
  await other.getByLabel("Sample").selectOption("refund-desk");
  await other.getByRole("button", { name: "Start the run" }).click();
  await other.getByRole("link", { name: /Refund 900/ }).waitFor();
  await other.locator(".react-flow__node").first().waitFor();
  await page.getByRole("link", { name: /Refund 900/ }).waitFor();

  const known = complaints.filter((text) => !/status of 422/.test(text));
  assert.deepEqual(known, [], "the page complains of nothing");
} finally {
  await browser.close();
}
