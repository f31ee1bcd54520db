import type { Hold, Json, JsonObject } from "../api/views";
import { isObject } from "../form/schema";
import { Panel } from "../parts/Bits";
import { Code, Pairs } from "../parts/Value";

/** The exact call: what leaves this machine when it is approved, each secret by its name. */
export function Call({ hold }: { hold: Hold }) {
  return (
    <Panel title={hold.purpose === "unknown" ? "The call that may have happened" : "What will happen"}>
      {hold.action !== undefined && (
        <p className="call-action">
          The action <b>{hold.action}</b> is called, once, with exactly this.
        </p>
      )}
      {hold.target !== undefined && <Target target={hold.target} />}
      {Object.keys(hold.args).length > 0 && (
        <>
          <h3>Arguments</h3>
          <Pairs value={hold.args} />
        </>
      )}
      <p className="hash" title="SHA-256 over the step, the flow, the action, its target and its arguments">
        hash <code>{hold.hash.slice(0, 16)}</code>
      </p>
    </Panel>
  );
}

const known = new Set(["type", "method", "url", "headers", "body"]);

function Target({ target }: { target: JsonObject }) {
  const { method, url, headers, body } = target;
  const rest = Object.fromEntries(Object.entries(target).filter(([name]) => !known.has(name)));
  return (
    <>
      {url !== undefined && (
        <p className="request-line">
          <b>{String(method ?? "")}</b> <code>{String(url)}</code>
        </p>
      )}
      {isObject(headers) && Object.keys(headers).length > 0 && (
        <>
          <h3>Headers</h3>
          <Pairs value={headers} />
        </>
      )}
      {present(body) && (
        <>
          <h3>Body</h3>
          <Code value={body} />
        </>
      )}
      {Object.keys(rest).length > 0 && <Pairs value={rest} />}
    </>
  );
}

const present = (body: Json | undefined) => body !== undefined && body !== null;
