// What a model would be shown, live while the file is written; one step with sample data; the flow's own tests.
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { find, opened, TYPED_OVER } from "../lib/editor.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve();
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 1000 } });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(`${server.origin}/flows/refund-desk/edit`);
    const text = await opened(page);

    await text.focus();
    await find(page, "budget: 1500");
    await page.getByRole("tab", { name: "Context" }).click();
    const context = page.getByRole("region", { name: "What classify sends to its model" });
    await context.getByRole("row", { name: /message/ }).waitFor();
    await context.getByLabel("Data").selectOption({ label: "the flow's sample" });
    await context.getByText("What fast is sent, exactly").click();
    await context.getByText("The blender I ordered arrived broken").first().waitFor();
    await accessible(page, "the context of a state");

    // Too small a budget is seen at once.
    await text.focus();
    await find(page, "budget: 1500");
    // In one piece: typed slowly, letter by letter, it would be several steps to undo.
    await page.keyboard.insertText("budget: 90");
    await context
      .getByText(/of 90\b/)
      .first()
      .waitFor();
    await page.keyboard.press("Control+z");
    await context
      .getByText(/of 1,500\b/)
      .first()
      .waitFor();

    await page.getByRole("tab", { name: "Try it" }).click();
    const attempt = page.getByRole("region", { name: "Try it", exact: true });
    await attempt.getByLabel("The other side says").selectOption({ label: "the recorded reply" });
    await attempt.getByRole("button", { name: "Try classify" }).click();
    await attempt.getByText("read_refund").first().waitFor();
    await accessible(page, "one step, tried");

    await attempt.getByRole("button", { name: "The tests" }).click();
    await attempt.getByRole("button", { name: "Run the tests" }).click();
    await attempt.getByText(/\d+ passed, 0 failed/).waitFor();
    await accessible(page, "the tests of a flow");

    // A text that breaks what a test expects: the test says so.
    await text.focus();
    await find(page, "We refunded");
    await page.keyboard.type("We sent");
    await attempt.getByRole("button", { name: "Run the tests" }).click();
    await attempt
      .getByText(/[1-9]\d* failed/)
      .first()
      .waitFor();
    quiet(page, TYPED_OVER);
  } finally {
    await server.close();
  }
}
