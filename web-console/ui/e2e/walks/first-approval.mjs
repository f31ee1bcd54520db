// Sign in, find the hold of a refund in the inbox, approve it, and see that it is done.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { ROOT, serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  try {
    await server.run("refund-desk", JSON.parse(readFileSync(join(ROOT, "flows/refund-desk.input.json"))));
    const page = await operator(browser, server);
    await page.getByRole("link", { name: /Refund/ }).click();
    await page.getByRole("heading", { level: 1, name: /Refund/ }).waitFor();
    await accessible(page, "a hold");
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByText("Approved.").waitFor();
    quiet(page);
  } finally {
    await server.close();
  }
}
