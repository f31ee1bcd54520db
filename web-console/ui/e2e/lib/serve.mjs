// A server of its own for a walk: the real program on a copy of a workspace, which the walk may kill and start again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const TOKEN = "a-token-that-only-this-walk-knows";

/** The program's command line as JSON in SIGNALBOX_PROGRAM, or the launcher at the root. */
const PROGRAM = JSON.parse(process.env.SIGNALBOX_PROGRAM ?? JSON.stringify([join(ROOT, "signalbox")]));

/**
 * Serves a copy of `workspace` (a folder, by default the sample flows) with recorded models, or with its own (`models: ""`).
 * `environment` and `options` are the program's own; `tokens` gives people of the workspace theirs.
 */
export async function serve({
  workspace = join(ROOT, "flows"),
  environment = {},
  options = [],
  models = "recorded",
  change,
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-walk-"));
  cpSync(workspace, folder, { recursive: true, filter: (path) => !path.includes(".signalbox") });
  change?.(folder);
  const port = await freePort();
  const server = new Server(folder, port, environment, [
    ...(models === "" ? [] : ["--models", models]),
    ...options,
  ]);
  await server.start();
  return server;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

class Server {
  constructor(folder, port, environment, options) {
    Object.assign(this, { folder, port, environment, options, origin: `http://127.0.0.1:${port}` });
  }

  /** Returns when it answers; again after `kill` or `stop`, on the same port, store and token. */
  async start() {
    const [program, ...first] = PROGRAM;
    const line = [...first, "serve", this.folder, "--port", String(this.port), "--json"];
    this.process = spawn(program, [...line, ...this.options], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, SIGNALBOX_TOKEN: TOKEN, ...this.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    let complained = "";
    this.process.stderr.on("data", (text) => (complained += text));
    await new Promise((answer, fail) => {
      this.process.stdout.on("data", (text) => {
        said += text;
        if (said.endsWith("\n")) {
          answer();
        }
      });
      this.process.on("exit", (code) => fail(new Error(`the server ended with ${code}: ${complained}`)));
    });
    this.signInUrl = JSON.parse(said).sign_in;
  }

  async #end(signal) {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.removeAllListeners("exit");
      this.process.kill(signal);
      await once(this.process, "exit");
    }
  }

  /** As a crash ends it. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** As Ctrl-C does. */
  stop() {
    return this.#end("SIGTERM");
  }

  async close() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A request as the operator, or with somebody's token; `{status, body}`. */
  async ask(method, path, body, token = TOKEN, headers = {}) {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text), headers: response.headers };
  }

  /** Starts a run and waits until it rests; the run. */
  async run(flow, input, token) {
    const started = await this.ask("POST", `/api/flows/${flow}/runs`, input, token);
    if (started.status !== 201) {
      throw new Error(`${flow} was not started: ${JSON.stringify(started.body)}`);
    }
    return (await this.ask("GET", `/api/runs/${started.body.id}?wait=20`)).body;
  }
}
