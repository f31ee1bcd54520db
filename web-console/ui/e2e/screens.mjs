// The console's pages as pictures, for docs/screens and to be looked at: `node e2e/screens.mjs FOLDER [PAGE…]`. Each page in
// light and dark, 1440 and 390 wide, with nothing there and with much.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, visitor } from "./lib/browser.mjs";
import { fill } from "./lib/fill.mjs";
import { ROOT, serve } from "./lib/serve.mjs";

const [folder, ...asked] = process.argv.slice(2);
if (folder === undefined) {
  console.error("node e2e/screens.mjs FOLDER [PAGE…]");
  process.exit(2);
}
const ROWS = Number(process.env.ROWS ?? 1000);
const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

const refund = (name) => JSON.parse(readFileSync(join(ROOT, `flows/${name}.input.json`)));

const drawn = (page) => page.locator(".react-flow__node").first().waitFor();

/** An author's change that a reviewer would want to see: the amount that needs nobody goes up, and a mail goes out. */
function weaken(server) {
  const file = join(server.folder, "refund-desk.flow.yaml");
  const text = readFileSync(file, "utf8")
    .replace("version: 1.0.0", "version: 1.1.0")
    .replace("risk: args.amount > 500", "risk: args.amount > 2500")
    .replace("complaint: hand_over", "complaint: write_status")
    .replace("budget: 1500", "budget: 900");
  writeFileSync(file, text);
}

/** A flow that requests, a schedule and an event start; its requests cannot be proven here, and its schedule is paused. */
async function listen(server) {
  const workspace = join(server.folder, "signalbox.yaml");
  copyFileSync(
    join(ROOT, "web-console/ui/e2e/workspaces/tickets/ticket-desk.flow.yaml"),
    join(server.folder, "ticket-desk.flow.yaml"),
  );
  writeFileSync(workspace, readFileSync(workspace, "utf8").replace(/^secrets:.*$/m, "$&\n  HOOK_SECRET: {}"));
  let schedule;
  for (let i = 0; i < 100 && schedule === undefined; i++) {
    await new Promise((then) => setTimeout(then, 100)); // the server looks at its files now and then
    const { body } = await server.ask("GET", "/api/triggers");
    schedule = body.items.find(({ kind }) => kind === "schedule");
  }
  await server.ask("POST", `/api/triggers/ticket-desk/${schedule.name}/pause`, {});
}

/** Where each page is, and what is done there before the picture; `full` ones need something to show. */
const PAGES = {
  signin: { path: () => "/signin", visitor: true },
  inbox: { path: () => "/?view=all" },
  selection: {
    full: true,
    path: () => "/?view=all&flow=deploy-bot",
    act: async (page) => {
      const boxes = page.getByRole("checkbox");
      for (const index of [0, 1, 2]) {
        await boxes.nth(index).check();
      }
    },
  },
  done: { path: () => "/?view=done" },
  hold: {
    full: true,
    path: ({ hold }) => `/holds/${hold}`,
    act: (page) =>
      page
        .getByText(/^written by the model/)
        .first()
        .waitFor(),
  },
  runs: { path: () => "/runs" },
  run: { full: true, path: ({ run }) => `/runs/${run}`, act: drawn },
  flows: { path: () => "/flows" },
  flow: { full: true, path: () => "/flows/refund-desk", act: drawn },
  edit: {
    full: true,
    path: () => "/flows/refund-desk/edit",
    act: (page) => page.waitForTimeout(1500),
  },
  triggers: { before: listen, path: () => "/triggers" },
  audit: { path: () => "/audit" },
  settings: { path: () => "/settings" },
  review: {
    full: true,
    before: weaken,
    path: () => "/flows/refund-desk/review",
    act: (page) => page.waitForTimeout(1500),
  },
};

async function shoot(browser, server, name, { path, act, visitor: unknown }, what, ids) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, viewport] of Object.entries(SIZES)) {
      const page = await visitor(browser, {
        viewport,
        colorScheme,
        locale: "en-GB",
        reducedMotion: "reduce",
      });
      if (!unknown) {
        await page
          .context()
          .addCookies([{ name: "signalbox_session", value: ids.session, url: server.origin }]);
      }
      await page.goto(server.origin + path(ids));
      await page.waitForLoadState("load");
      await page.waitForTimeout(400);
      await act?.(page);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${what}-${colorScheme}-${width}.png`) });
      for (const complaint of page.complaints) {
        console.error(`${name} ${what} ${colorScheme} ${width}: ${complaint}`);
      }
      await page.context().close();
    }
  }
}

/** One sign-in for all pictures: the session's cookie. */
async function session(browser, server) {
  const page = await visitor(browser);
  await page.goto(server.signInUrl);
  await page.waitForURL(`${server.origin}/`);
  const cookie = (await page.context().cookies()).find(({ name }) => name === "signalbox_session");
  await page.context().close();
  return cookie.value;
}

await mkdir(folder, { recursive: true });
const browser = await launch();
const server = await serve();
const wanted = Object.entries(PAGES).filter(([name]) => asked.length === 0 || asked.includes(name));
try {
  const ids = { session: await session(browser, server) };
  for (const [name, page] of wanted.filter(([, { full, visitor: unknown }]) => !full && !unknown)) {
    await shoot(browser, server, name, page, "empty", ids);
  }
  const shown = await server.run("refund-desk", refund("refund-desk"));
  await fill(server, ROWS);
  Object.assign(ids, { run: shown.id, hold: encodeURIComponent(shown.holds[0].id) });
  for (const [name, page] of wanted) {
    await page.before?.(server);
    await shoot(browser, server, name, page, "full", ids);
  }
} finally {
  await server.close();
  await browser.close();
}
