// Sign in, find the hold of a refund in the inbox, approve it, and see that it is done.
import assert from "node:assert/strict";
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
    await page.getByText("Approved.", { exact: true }).waitFor();

    // What no other walk passes by: the flows, one of them, and an answer's form, also in the dark and on a narrow screen.
    await server.run("refund-desk", {
      ticket: {
        id: "T-7",
        order_id: "O12",
        message: "Where is my order? It should have been here on Monday.",
      },
    });
    await server.run("calculator", { question: "What is one and one?" });
    const inbox = (await server.ask("GET", "/api/holds")).body.items;
    const asked = inbox
      .filter((hold) => hold.kind === "ask")
      .map((hold) => `/holds/${encodeURIComponent(hold.id)}`);
    assert.ok(asked.length > 0, "something waits for an answer");
    for (const [width, colorScheme] of [
      [1440, "light"],
      [390, "dark"],
    ]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const path of ["/flows", "/flows/refund-desk", ...asked]) {
        await page.goto(server.origin + path);
        await page.getByRole("main").locator("h1, .empty-title").first().waitFor();
        if (path === "/flows/refund-desk") {
          await page.locator(".react-flow__node").first().waitFor();
        }
        await accessible(page, `${path}, ${width} wide, ${colorScheme}`);
      }
    }
    quiet(page);
  } finally {
    await server.close();
  }
}
