// A file that the server does not write (it is a link): the text can be written all the same, and leaves as a file or a
// patch.
import assert from "node:assert/strict";
import { readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { accessible, operator, quiet } from "../lib/browser.mjs";
import { find, opened, settled, TYPED_OVER } from "../lib/editor.mjs";
import { serve } from "../lib/serve.mjs";

export async function walk(browser) {
  const server = await serve({
    change(folder) {
      renameSync(join(folder, "rollback.flow.yaml"), join(folder, "rollback.yaml"));
      symlinkSync("rollback.yaml", join(folder, "rollback.flow.yaml"));
    },
  });
  const first = readFileSync(join(server.folder, "rollback.yaml"), "utf8");
  try {
    const page = await operator(browser, server, { viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.origin}/flows/rollback/edit`);
    const text = await opened(page);
    await page.getByText(/is a symbolic link/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
    await text.focus();
    await find(page, "title: Rollback");
    await page.keyboard.type("title: Back");
    await settled(page);
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Control+s");
    const download = await downloading;
    assert.equal(download.suggestedFilename(), "rollback.flow.yaml");
    const mine = first.replace("title: Rollback", "title: Back");
    assert.equal(readFileSync(await download.path(), "utf8"), mine);
    await page.getByRole("button", { name: "Patch" }).click();
    await page.getByText("+title: Back").waitFor();
    await accessible(page, "a patch");
    const patching = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the patch" }).click();
    const patch = readFileSync(await (await patching).path(), "utf8");
    assert.ok(patch.includes("-title: Rollback\n+title: Back\n"), patch);
    assert.equal(readFileSync(join(server.folder, "rollback.yaml"), "utf8"), first);
    quiet(page, TYPED_OVER);
  } finally {
    await server.close();
  }
}
