// How a flow of 300 states lays out and edits: the longest task that the browser's long-task observer tells of, by what was
// done, and the longest by the processor's time, which is what the page itself asks for when the machine has other work.
// `node e2e/figures/large-flow.mjs [STATES]`; fails where a task takes over 200 ms of the processor.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, operator } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";

const STATES = Number(process.argv[2] ?? 300);
const MOST = 200;

/** Chains of steps with choices and returns, as a large flow would have them. */
export function large(count) {
  const lines = [
    ...["signalbox: 1", "flow: large", "version: 1.0.0", "title: A large flow", "", "data:"],
    ...["  n: { type: integer, default: 0 }", "limits: { steps: 2000, duration: 7d }", ""],
    ...["start: s0", "states:"],
  ];
  for (let index = 0; index < count - 1; index++) {
    const to = (step) => `s${Math.min(count - 1, index + step)}`;
    lines.push(
      `  s${index}:`,
      `    title: Step ${index}   # the step number ${index}`,
      '    set: { n: "${n + 1}" }',
    );
    if (index % 5 === 2) {
      lines.push("    next:", `      - { when: n > ${index}, to: ${to(4)} }`, `      - { to: ${to(1)} }`);
    } else if (index % 7 === 3) {
      lines.push("    otherwise:", `      failed: ${to(6)}`, `    next: ${to(1)}`);
    } else {
      lines.push(`    next: ${to(1)}`);
    }
    lines.push("");
  }
  lines.push(`  s${count - 1}: { end: succeeded }`, "");
  return lines.join("\n");
}

/** The longest task of a page's main thread, in milliseconds that it had the processor. */
function processorTime(events) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const times = events
    .filter(({ ph, name, pid, tid }) => ph === "X" && /RunTask$/.test(name) && mains.has(`${pid} ${tid}`))
    .map(({ tdur }) => tdur ?? 0);
  return Math.round(Math.max(0, ...times) / 1000);
}

const server = await serve({
  change: (folder) => writeFileSync(join(folder, "large.flow.yaml"), large(STATES)),
});
const browser = await launch();
let failed = false;
try {
  const page = await operator(browser, server, { viewport: { width: 1440, height: 1000 } });
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) =>
      window.tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration))),
    ).observe({ type: "longtask", buffered: true });
  });
  const measure = async (what, act) => {
    await page.evaluate(() => (window.tasks = []));
    await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing", "__metadata"] });
    const begun = Date.now();
    await act();
    const took = Date.now() - begun;
    await page.waitForTimeout(700);
    const tasks = await page.evaluate(() => window.tasks);
    const longest = Math.max(0, ...tasks);
    const worked = processorTime(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
    failed ||= worked > MOST;
    console.log(
      `${what.padEnd(44)} ${String(took).padStart(6)} ms, longest task ${longest === 0 ? "under 50" : longest} ms, of the processor ${worked} ms`,
    );
  };
  const diagram = page.getByRole("application", { name: /Diagram of large/ });
  const inspector = (name) => page.getByRole("region", { name: `State ${name}`, exact: true });
  console.log(`${STATES} states`);
  await measure("open, laid out", async () => {
    await page.goto(`${server.origin}/flows/large/edit`);
    await diagram.getByRole("button", { name: /^s0\b/ }).waitFor();
  });
  await measure("zoom out and in by the wheel", async () => {
    const box = await diagram.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, 240);
    }
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, -240);
    }
  });
  await measure("the whole of it (Fit)", () => page.getByRole("button", { name: "Fit" }).click());
  await measure("choose by the list", async () => {
    await page.getByLabel("State", { exact: true }).selectOption("s150");
    await inspector("s150").waitFor();
  });
  await measure("choose ten by keys", async () => {
    await diagram.focus();
    for (let step = 0; step < 10; step++) {
      await page.keyboard.press("ArrowDown");
    }
  });
  await measure("lead a way elsewhere", async () => {
    await page.getByLabel("State", { exact: true }).selectOption("s150");
    await inspector("s150").getByLabel("next leads to").selectOption("s170");
    await page.getByRole("status").getByText("next leads to s170").first().waitFor();
  });
  await measure("rename", async () => {
    await diagram.focus();
    await page.keyboard.press("F2");
    await page.getByLabel("New name of s150").fill("renamed");
    await page.keyboard.press("Enter");
    await diagram.getByRole("button", { name: /^renamed\b/ }).waitFor();
  });
  await measure("add a state", async () => {
    await diagram.focus();
    await page.keyboard.press("Insert");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("fresh");
    await dialog.getByLabel("What it does").selectOption("wait");
    await dialog.getByRole("button", { name: "Add it" }).click();
    await inspector("fresh").waitFor();
  });
  await measure("type a title, letter by letter", async () => {
    await inspector("fresh").getByLabel("Title").pressSequentially("A title of some words", { delay: 20 });
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Set title").first().waitFor();
  });
} finally {
  await browser.close();
  await server.close();
}
process.exit(failed ? 1 : 0);
