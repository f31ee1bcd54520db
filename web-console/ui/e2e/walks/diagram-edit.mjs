// A flow is changed in its diagram, by keys and fields alone and by pointer: renamed, retargeted, added to, deleted from.
import assert from "node:assert/strict";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve({ options: ["--edit"].filter(() => process.env.SIGNALBOX_EDIT === "1") });
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 1000 } });
    await page.goto(`${server.origin}/flows/refund-desk/edit`);
    const diagram = page.getByRole("application", { name: /Diagram of refund-desk/ });
    const inspector = (name) => page.getByRole("region", { name: `State ${name}`, exact: true });
    const node = (name) => diagram.getByRole("button", { name: new RegExp(`^${name}\\b`) });
    await node("classify").waitFor();
    await accessible(page, "the diagram of a flow");

    // By keys: to the start, along its way, and back.
    await diagram.focus();
    await page.keyboard.press("Home");
    await inspector("look_up_order").waitFor();
    await page.keyboard.press("ArrowDown");
    await inspector("classify").waitFor();
    await page.keyboard.press("ArrowUp");
    await inspector("look_up_order").waitFor();
    await page.keyboard.press("ArrowDown");

    // Another name, in the picture.
    await page.keyboard.press("F2");
    await page.getByLabel("New name of classify").fill("sort");
    await page.keyboard.press("Enter");
    await inspector("sort").waitFor();
    await node("sort").waitFor();
    await accessible(page, "a chosen state");

    // Another target, in the inspector; and a second gesture on what the first one wrote.
    const leads = inspector("sort").getByLabel("case complaint leads to");
    await leads.selectOption("write_status");
    await page.getByRole("status").getByText("case complaint leads to write_status").first().waitFor();
    await inspector("sort").getByLabel("Repairs of a reply").fill("3");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Set repairs of a reply").first().waitFor();

    // A name that is taken is refused with a reason, and changes nothing.
    await inspector("sort").getByLabel("Name", { exact: true }).fill("done");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("There is a state done already").first().waitFor();

    // A state more, before what the way led to.
    await diagram.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Insert");
    const dialog = page.getByRole("dialog", { name: "Add a state after look_up_order" });
    await dialog.getByLabel("Name", { exact: true }).fill("greet");
    await dialog.getByLabel("What it does").selectOption("set");
    await dialog.getByLabel("Name of data").fill("reply");
    await dialog.getByLabel("Value").fill("Hello: ${order.id}");
    await accessible(page, "adding a state");
    await dialog.getByRole("button", { name: "Add it" }).click();
    await inspector("greet").waitFor();
    await node("greet").waitFor();
    assert.equal(await inspector("greet").getByLabel("next leads to").inputValue(), "sort");

    // A way for an outcome.
    await inspector("greet").getByLabel("When it is taken").selectOption("otherwise");
    await inspector("greet").getByLabel("Where it leads").selectOption("hand_over");
    await inspector("greet").getByLabel("Outcome", { exact: true }).fill("failed");
    await page.keyboard.press("Enter");
    await inspector("greet").getByLabel("otherwise failed leads to").waitFor();

    // Deleting says what leads there, and where it leads then.
    await diagram.focus();
    await page.keyboard.press("Delete");
    const question = page.getByRole("dialog", { name: "Delete greet?" });
    await question.getByText("next of look_up_order").waitFor();
    await accessible(page, "deleting a state");
    await question.getByRole("button", { name: "Delete greet" }).click();
    await node("greet").waitFor({ state: "detached" });
    await diagram.focus();
    await page.keyboard.press("Home");
    assert.equal(await inspector("look_up_order").getByLabel("next leads to").inputValue(), "sort");

    // By pointer: from the lower edge of a state to another, which asks when that way is taken.
    await node("sort").click();
    await page.getByRole("button", { name: "Fit" }).click();
    const port = await settled(node("look_up_order").locator(".state-port"));
    const aim = await settled(node("hand_over"));
    await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
    await page.mouse.down();
    await page.mouse.move(aim.x + aim.width / 2, aim.y + aim.height / 2, { steps: 8 });
    await page.mouse.up();
    await inspector("look_up_order").getByText("When does look_up_order lead to hand_over?").waitFor();
    await inspector("look_up_order").getByLabel("Condition").fill("order.total > 1000");
    await page.keyboard.press("Enter");
    await inspector("look_up_order").getByLabel("when order.total > 1000 leads to").waitFor();
    quiet(page);
  } finally {
    await server.close();
  }
}

/** Where something is once it has come to rest there. */
async function settled(locator) {
  let before = await locator.boundingBox();
  for (let look = 0; look < 40; look++) {
    await locator.page().waitForTimeout(250);
    const now = await locator.boundingBox();
    if (JSON.stringify(now) === JSON.stringify(before)) {
      return now;
    }
    before = now;
  }
  throw new Error("it does not come to rest");
}
