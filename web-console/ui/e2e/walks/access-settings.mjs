// The settings page: what a viewer sees, the keys' switch, and an operator who signs everybody out.
import assert from "node:assert/strict";
import { accessible, operator, person, quiet } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve({ environment: { SIGNALBOX_TOKEN_KIM: "kim-has-a-long-token" } });
  try {
    const kim = await person(browser, server, "kim-has-a-long-token");
    await kim.goto(`${server.origin}/settings`);
    await kim.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await kim.getByRole("row", { name: /Sam Reyes/ }).waitFor();
    assert.equal(await kim.getByRole("button", { name: /Sign out everybody/ }).count(), 0);
    await accessible(kim, "the settings");
    const keys = kim.getByRole("switch", { name: "Keyboard shortcuts" });
    await keys.press("Space");
    assert.equal(await kim.evaluate(() => localStorage.getItem("signalbox.keys")), "off");
    await kim.reload();
    assert.equal(await keys.isChecked(), false);
    quiet(kim);

    const page = await operator(browser, server, { colorScheme: "dark" });
    await page.goto(`${server.origin}/settings`);
    await page.getByText(/^2 browsers/).waitFor();
    await accessible(page, "the settings in the dark");
    await page.getByRole("button", { name: /Sign out everybody/ }).click();
    await accessible(page, "the question");
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everybody" }).click();
    await page.waitForURL(/\/signin/);
    await kim.goto(`${server.origin}/settings`);
    await kim.waitForURL(/\/signin/);
  } finally {
    await server.close();
  }
}
