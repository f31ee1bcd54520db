import { type Evidence, sourceOf } from "../api/evidence";
import type { Hold, Json, JsonObject } from "../api/views";
import { isObject } from "../form/schema";
import { Panel } from "../parts/Bits";
import { Code, Pairs } from "../parts/Value";
import { Odd } from "./read/Odd";
import { Readings } from "./read/Reading";
import { Sources } from "./Sources";
import { Ways } from "./Ways";

/** What a decision does: the exact call, each secret by its name, and the way each button takes. */
export function Call({ hold, evidence }: { hold: Hold; evidence: Evidence | undefined }) {
  const called = hold.action !== undefined || hold.target !== undefined;
  return (
    <Panel title={hold.purpose === "unknown" ? "The call that may have happened" : "What will happen"}>
      {hold.action !== undefined && (
        <p className="call-action">
          The action <b>{hold.action}</b> is called, once, with exactly this.
        </p>
      )}
      {Object.keys(hold.args).length > 0 && (
        <>
          <h3>{called ? "Arguments" : "What is approved"}</h3>
          <Readings
            value={hold.args}
            after={(name) => <Sources source={sourceOf(evidence, "args", name)} brief />}
          />
        </>
      )}
      {hold.target !== undefined && <Target target={hold.target} />}
      {evidence !== undefined && evidence.ways.length > 0 && <Ways hold={hold} evidence={evidence} />}
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
  // What an echo or a Java action does with its arguments is nothing that leaves this machine.
  if (url === undefined && Object.keys(rest).length === 0) {
    return null;
  }
  return (
    <>
      <h3>As it is sent</h3>
      {url !== undefined && (
        <p className="request-line">
          <b>{String(method ?? "")}</b>{" "}
          <code>
            <Odd text={String(url)} />
          </code>
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
