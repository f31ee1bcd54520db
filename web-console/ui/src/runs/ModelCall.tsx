import type { Json, JsonObject, RunEvent } from "../api/views";
import { isObject } from "../form/schema";
import { money } from "../parts/Bits";
import { Code } from "../parts/Value";

/** One model call: what it was sent, why each piece is there, and what came back, raw and typed. */
export function ModelCall({ asked, all }: { asked: RunEvent; all: RunEvent[] }) {
  const same = (event: RunEvent) => event.seq > asked.seq && event["step"] === asked["step"];
  const next = all.find((event) => same(event) && event.type === "ModelRequested");
  const mine = (event: RunEvent) => same(event) && (next === undefined || event.seq < next.seq);
  const replied = all.find((event) => mine(event) && event.type === "ModelReplied");
  const accepted = all.find((event) => mine(event) && event.type === "ReplyAccepted");
  const refused = all.find((event) => mine(event) && event.type === "ReplyRefused");
  const manifest = isObject(asked["manifest"]) ? asked["manifest"] : undefined;
  return (
    <div className="model-call">
      {messagesOf(asked).map((message, index) => (
        <section key={index} className="message" aria-label={`${message.role} message`}>
          <h4>{message.role}</h4>
          <pre className="prose" tabIndex={0}>
            {message.parts.map((part, at) =>
              part.item === "" ? (
                part.text
              ) : (
                <span key={at} className={part.media ? "part part-media" : "part"} title={titleOf(part)}>
                  {part.text}
                </span>
              ),
            )}
          </pre>
        </section>
      ))}
      {manifest !== undefined && <ManifestTable manifest={manifest} />}
      {replied !== undefined && (
        <section className="message" aria-label="reply">
          <h4>
            reply{" "}
            <span className="quiet-text">
              {String(replied["model"])} · {String(replied["input_tokens"])} in
              {predicted(manifest)}, {String(replied["output_tokens"])} out,{" "}
              {String(replied["cached_tokens"] ?? 0)} from cache · {money(Number(replied["cost_usd"] ?? 0))}
            </span>
          </h4>
          <pre className="prose" tabIndex={0}>
            {String(replied["text"] ?? "")}
          </pre>
        </section>
      )}
      {refused !== undefined && Array.isArray(refused["problems"]) && (
        <div className="notice notice-bad">
          <p>It does not fit:</p>
          <ul>
            {refused["problems"].map((problem, index) => (
              <li key={index}>{String(problem)}</li>
            ))}
          </ul>
        </div>
      )}
      {accepted !== undefined && (
        <>
          <h4>as a value</h4>
          <Code value={accepted["value"]} />
        </>
      )}
      <details>
        <summary>The schema it had to fit</summary>
        <Code value={asked["schema"]} />
      </details>
    </div>
  );
}

interface Part {
  item: string;
  text: string;
  /** A picture or document: its text says kind, size and hash. The bytes are not in the log, so there is nothing to draw. */
  media: boolean;
}

const titleOf = (part: Part) =>
  part.media ? `the picture or document ${part.item}` : `the item ${part.item}`;

export function messagesOf(asked: RunEvent): { role: string; parts: Part[] }[] {
  const messages = Array.isArray(asked["messages"]) ? asked["messages"].filter(isObject) : [];
  return messages.map((message) => ({
    role: String(message["role"] ?? ""),
    parts: Array.isArray(message["parts"])
      ? message["parts"].filter(isObject).map((part) => ({
          item: String(part["item"] ?? ""),
          text: String(part["text"] ?? ""),
          media: isObject(part["media"]),
        }))
      : [{ item: "", text: String(message["text"] ?? ""), media: false }],
  }));
}

function ManifestTable({ manifest }: { manifest: JsonObject }) {
  const items = Array.isArray(manifest["items"]) ? manifest["items"].filter(isObject) : [];
  return (
    <section aria-label="manifest">
      <h4>
        manifest{" "}
        <span className="quiet-text">
          {String(manifest["used"] ?? 0)} of {String(manifest["budget"] ?? 0)} tokens used by items,{" "}
          {String(manifest["envelope"] ?? 0)} around them · counted by {String(manifest["counter"] ?? "")}
        </span>
      </h4>
      {isObject(manifest["cache"]) && <p className="quiet-text">{cacheWords(manifest["cache"])}</p>}
      {items.length === 0 ? (
        <p className="calm">No item was loaded.</p>
      ) : (
        <div className="wide">
          <table className="manifest">
            <thead>
              <tr>
                <th scope="col">item</th>
                <th scope="col">source</th>
                <th scope="col" className="number">
                  tokens
                </th>
                <th scope="col">verdict</th>
                <th scope="col">reason</th>
                <th scope="col">rule</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item, index) => (
                <tr key={index}>
                  <th scope="row">{words(item["item"])}</th>
                  <td>{words(item["source"])}</td>
                  <td className="number">
                    {words(item["tokens_before"])}
                    {item["tokens_after"] !== item["tokens_before"] && ` → ${words(item["tokens_after"])}`}
                  </td>
                  <td className={`verdict verdict-${words(item["verdict"]).toLowerCase()}`}>
                    {words(item["verdict"]).toLowerCase()}
                  </td>
                  <td>{words(item["reason"]).toLowerCase().replaceAll("_", " ")}</td>
                  <td>{ruleOf(item["rule"])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** What the counter expected of the question, beside what the provider says it was. */
function predicted(manifest: JsonObject | undefined): string {
  return manifest === undefined
    ? ""
    : ` (${String(Number(manifest["used"] ?? 0) + Number(manifest["envelope"] ?? 0))} predicted)`;
}

/** What a provider's cache may have had of the question. */
function cacheWords(cache: JsonObject): string {
  const same = `${words(cache["same"] ?? 0)} tokens in front`;
  const part = cache["part"] === undefined ? "" : `, up to ${words(cache["part"])}`;
  switch (cache["outlook"]) {
    case "first":
      return `Cache: the state’s first question to this model in this run; ${words(cache["stable"] ?? 0)} stable tokens in front.`;
    case "expired":
      return `Cache: ${same} as in the question before, which is longer ago than a prefix is kept.`;
    case "changed":
      return `Cache missed: the stable part ${words(cache["part"])} is another than before, after ${same}.`;
    case "short":
      return `Cache: ${same} as before${part}: fewer than a provider keeps.`;
    default:
      return `Cache: ${same} as before${part}.`;
  }
}

const words = (value: Json | undefined) => (value === undefined || value === null ? "" : String(value));

function ruleOf(rule: Json | undefined): string {
  return isObject(rule) ? `${words(rule["file"])}:${words(rule["line"])} ${words(rule["text"])}` : "";
}
