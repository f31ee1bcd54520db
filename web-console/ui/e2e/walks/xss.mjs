// Text of people, models, tools and files is only text: each string of the corpus stands in a run of its own, as its input,
// its key, what an action answered, what a model replied, a hold's title, a note and an error, and in the text of flows.
// Every page that shows any of it is looked at. No script may run, no dialog open, the policy may have nothing to refuse,
// and nothing may be asked of another host.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { visitor } from "../lib/browser.mjs";
import { serve } from "../lib/serve.mjs";
import { world } from "../lib/world.mjs";

const corpus = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), "../xss/corpus.json"), "utf8"),
);
const strings = Object.values(corpus).flat();

/** What no text of others may ever become. */
const LIVE = [
  "script:not([src])",
  "script[src*='xss.example']",
  ...["iframe", "object", "embed", "base", "applet", "portal", "meta[http-equiv]", "style:not([nonce])"],
  ...["error", "load", "click", "focus", "toggle", "mouseover", "begin", "start"].map(
    (event) => `[on${event}]`,
  ),
  ...["href", "src", "action", "formaction", "data"].map((name) => `[${name}^='javascript:' i]`),
  ...["href", "src", "srcset", "action", "poster"].map((name) => `[${name}*='xss.example' i]`),
  "main svg foreignObject iframe",
].join(",");

const FLOW = `signalbox: 1
flow: odd-text
version: 1.0.0
title: ${JSON.stringify(strings[0])}
description: ${JSON.stringify(strings.join(" · "))}
limits: { steps: 20, llm_calls: 3, tokens: 20000, cost_usd: 1, duration: 7d }
input:
  type: object
  required: [n, text]
  properties: { n: { type: string, maxLength: 4 }, text: { type: string, maxLength: 300, title: ${JSON.stringify(strings[0])} } }
data:
  read: { type: object, required: [said], properties: { said: { type: string, maxLength: 4000 } } }
  thought: { type: object, required: [why], properties: { why: { type: string, maxLength: 4000, description: ${JSON.stringify(strings[0])} } } }
actions:
  look:
    http: { method: POST, url: "\${env.WORLD}/look", body: { n: "\${args.n}" } }
    args: { type: object, required: [n], properties: { n: { type: string } } }
    returns: { type: object, required: [said], properties: { said: { type: string } } }
    effect: read
  pay:
    http: { method: POST, url: "\${env.WORLD}/pay", body: { n: "\${args.n}", text: "\${args.text}" } }
    args: { type: object, required: [n, text], properties: { n: { type: string }, text: { type: string } } }
    effect: write
key: \${input.text}
start: look
states:
  look:
    call: look
    with: { n: "\${input.n}" }
    save: read
    otherwise: { failed: broken }
    next: think
  think:
    llm:
      model: near
      prompt: "Number \${n}# says \${text}"
      context: { budget: 4000, load: [{ name: n, from: input.n }, { name: text, from: input.text }] }
    save: thought
    otherwise: { invalid: broken, failed: broken }
    next: pay
  pay:
    call: pay
    with: { n: "\${input.n}", text: "\${thought.why}" }
    approve:
      title: \${input.text}
      show: [input.text, read, thought]
      edit: [thought.why]
      by: [support-lead]
      within: 48h
    otherwise: { rejected: said_no, expired: said_no, failed: broken }
    next: done
  done: { end: succeeded }
  said_no: { end: failed, error: "\${input.text}" }
  broken: { end: failed, error: "\${error.message}" }
`;

const BROKEN = `signalbox: 1
flow: broken-text
version: 1.0.0
title: ${JSON.stringify(strings[1])}
${strings
  .slice(0, 60)
  .map((text) => `${JSON.stringify(text)}: 1`)
  .join("\n")}
start: ${JSON.stringify(strings[2])}
states:
  done: { end: succeeded }
`;

export async function walk(browser) {
  assert.ok(strings.length >= 200);
  assert.equal(new Set(strings).size, strings.length, "no string stands there twice");
  const outside = await world({
    answer: (path, body) => {
      const text = strings[Number(JSON.parse(body).n)];
      return path === "/look" ? { status: 200, body: { said: text } } : { status: 422, body: text };
    },
    reply: (prompt) => JSON.stringify({ why: strings[Number(/Number (\d+)#/.exec(prompt)[1])] }),
  });
  const server = await serve({
    models: "",
    environment: { WORLD: outside.origin },
    change: (folder) => {
      writeFileSync(join(folder, "odd-text.flow.yaml"), FLOW);
      writeFileSync(join(folder, "broken-text.flow.yaml"), BROKEN);
      const file = join(folder, "signalbox.yaml");
      const model = `\n  near: { provider: openai, model: m-2025-01-01, base_url: "${outside.origin}/v1", window: 16000 }`;
      const text = readFileSync(file, "utf8")
        .replace("\nmodels:", `\nmodels:${model}`)
        .replace("env: [", "env: [WORLD, ")
        .replace("name: Sam Reyes", `name: ${JSON.stringify(strings[0])}`);
      writeFileSync(file, text);
    },
  });
  try {
    const runs = await each(strings, async (text, n) => {
      const run = await server.run("odd-text", { n: String(n), text });
      assert.equal(run.status, "paused", `${JSON.stringify(text)}: ${JSON.stringify(run)}`);
      return run;
    });
    // A third is approved and fails with what the outside answered, a third is rejected with a note, a third waits.
    await each(runs, async (run, n) => {
      if (n % 3 < 2) {
        const decision = { decision: n % 3 === 0 ? "approve" : "reject", note: strings[n] };
        const { status } = await server.ask("POST", `/api/holds/${run.holds[0].id}/decision`, decision);
        assert.equal(status, 200);
      }
    });
    const page = await visitor(browser);
    const watch = await watched(page, [server.origin]);
    await page.goto(server.signInUrl);
    await page.waitForURL(`${server.origin}/`);
    for (const path of ["/", "/?state=done", "/runs", "/flows", "/flows/odd-text", "/flows/broken-text"]) {
      await look(page, path, watch);
    }
    for (const path of ["/flows/odd-text/edit", "/flows/broken-text/edit", "/flows/odd-text/review"]) {
      await look(page, path, watch);
    }
    for (const path of ["/audit", "/settings", `/runs?flow=${encodeURIComponent(strings[0])}`]) {
      await look(page, path, watch);
    }
    for (const [n, run] of runs.entries()) {
      await look(page, `/runs/${run.id}`, watch, strings[n]);
      if (n % 3 === 2) {
        await look(page, `/holds/${encodeURIComponent(run.holds[0].id)}`, watch, strings[n]);
      }
    }
    assert.deepEqual(page.complaints, [], "the page complains of nothing");
    await sees(browser);
  } finally {
    await server.close();
    outside.close();
  }
}

/** Eight side by side, in order. */
async function each(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const one = async () => {
    while (next < items.length) {
      const n = next++;
      results[n] = await work(items[n], n);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return results;
}

/** Keeps what must not happen on that page. */
async function watched(page, origins) {
  const seen = [];
  page.on("dialog", (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!origins.some((origin) => url.startsWith(`${origin}/`)) && !/^(data:image|about:|blob:)/.test(url)) {
      seen.push(`a request to ${url}`);
    }
  });
  page.on("popup", (popup) => seen.push(`a window: ${popup.url()}`));
  page.on("download", (download) => seen.push(`a download: ${download.url()}`));
  await page.exposeFunction("reportOfThisWalk", (what) => seen.push(what));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      window.reportOfThisWalk(
        `the policy refused ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      ),
    );
  });
  return seen;
}

/** Goes there as the page's own links do, and holds what it shows against what it must not. */
async function look(page, path, seen, text) {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await page.locator("main h1, main .empty, main [role=alert]").first().waitFor();
  if (text !== undefined) {
    const part = /[A-Za-z0-9<>()=]{3,}/.exec(text)?.[0] ?? "";
    await page.waitForFunction((wanted) => document.querySelector("main").textContent.includes(wanted), part);
  }
  const live = await page.locator(LIVE).evaluateAll((found) => found.map((element) => element.outerHTML));
  assert.deepEqual(live, [], `${path} holds something live`);
  assert.deepEqual(seen, [], path);
}

/** A page that lets foreign text in is caught: this walk is not blind. */
async function sees(browser) {
  const page = await visitor(browser);
  const seen = await watched(page, []);
  await page.goto("about:blank");
  await page.evaluate((text) => (document.body.innerHTML = text), "<img src=x onerror=alert(1)>");
  await page.waitForTimeout(200);
  assert.ok(
    seen.some((what) => what.startsWith("a dialog")),
    "a dialog would have been seen",
  );
  assert.ok((await page.locator(LIVE).count()) > 0, "an element would have been seen");
}
