import type { Json, RunEvent } from "../../api/views";
import { isObject } from "../../form/schema";
import { money } from "../../parts/Bits";
import { Fold } from "../../parts/Fold";
import { whole } from "../../parts/time";
import { lasted } from "../lasted";
import type { Exchange } from "../steps/exchanges";
import { Candidates, TokenBar } from "./TokenBar";
import { budgetOf, cacheWords, off, type Budget } from "./tokens";

/** One question to a model: what it was sent, why each piece is there, and what came back, raw and typed. */
export function ModelCall({ exchange }: { exchange: Exchange }) {
  const { asked, replied, failed, summary } = exchange;
  const budget = budgetOf(asked["manifest"]);
  const cache = cacheWords(asked["manifest"]);
  return (
    <div className="model-call">
      <Figures exchange={exchange} budget={budget} />
      {failed !== undefined && <Failed failed={failed} />}
      {(replied !== undefined || summary !== undefined) && <Reply exchange={exchange} />}
      {budget !== undefined && (
        <section aria-label="The context">
          <h4>
            The context{" "}
            <span className="quiet-text">
              items take {budget.used} of the {budget.budget} tokens they may have · counted by{" "}
              {budget.counter}
            </span>
          </h4>
          <TokenBar budget={budget} />
          {cache !== undefined && <p className="calm">{cache}</p>}
          <Candidates budget={budget} />
        </section>
      )}
      <section aria-label="The messages as they were sent">
        <h4>The messages as they were sent</h4>
        {messagesOf(asked).map((message, index) => (
          <Message key={index} {...message} />
        ))}
      </section>
      <details>
        <summary>The schema it had to fit</summary>
        <Fold value={asked["schema"]} />
      </details>
    </div>
  );
}

const count = (value: Json | undefined) => Number(value ?? 0);

function Figures({ exchange, budget }: { exchange: Exchange; budget: Budget | undefined }) {
  const { asked, replied, failed } = exchange;
  const charged = isObject(failed?.["charged"]) ? failed["charged"] : undefined;
  const bill = replied ?? charged;
  const end = replied ?? failed;
  const reported = bill === undefined ? undefined : count(bill["input_tokens"]);
  const facts: [string, string][] = [];
  const model = String(asked["model"]);
  const other = replied !== undefined && replied["model"] !== model ? ` as ${String(replied["model"])}` : "";
  facts.push(["model", model + other]);
  if (end !== undefined) {
    facts.push(["took", lasted(Date.parse(end.at) - Date.parse(asked.at))]);
  }
  if (budget !== undefined) {
    const difference = reported === undefined ? "" : off(budget.predicted, reported);
    facts.push([
      "input tokens",
      reported === undefined
        ? `${budget.predicted} predicted`
        : `${reported} reported, ${budget.predicted} predicted${difference === "" ? "" : ` (${difference})`}`,
    ]);
  }
  if (bill !== undefined) {
    facts.push(["output tokens", String(count(bill["output_tokens"]))]);
    facts.push([
      "cache",
      `${count(bill["cached_tokens"])} read${bill["written_tokens"] === undefined ? "" : `, ${count(bill["written_tokens"])} written`}`,
    ]);
    facts.push([charged === undefined ? "cost" : "charged all the same", money(count(bill["cost_usd"]))]);
  }
  facts.push([
    "set aside",
    `${count(asked["reserved_tokens"])} tokens, ${money(count(asked["reserved_usd"]))}`,
  ]);
  if (isObject(asked["calibration"])) {
    facts.push(["counted at", `${String(asked["calibration"]["percent"])} % of the counter’s figure`]);
  }
  return (
    <dl className="figures">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Failed({ failed }: { failed: RunEvent }) {
  const fallback = failed["fallback"];
  const again = failed["retry_at"];
  return (
    <div className="notice notice-bad">
      <p>
        It gave no reply ({String(failed["kind"])}): {String(failed["message"])}
      </p>
      {typeof fallback === "string" && (
        <p>
          So <code>{fallback}</code> is asked instead.
        </p>
      )}
      {typeof again === "string" && <p>It is asked again at {whole(again)}.</p>}
      {failed["charged"] === undefined && (
        <p className="quiet-text">The provider said nothing of what it counted.</p>
      )}
    </div>
  );
}

function Reply({ exchange: { replied, accepted, refused, summary } }: { exchange: Exchange }) {
  const problems = Array.isArray(refused?.["problems"]) ? refused["problems"] : [];
  return (
    <section aria-label="The reply" className="reply">
      <div>
        <h4>The reply, raw</h4>
        <Fold value={String(replied?.["text"] ?? summary?.["text"] ?? "")} label="Copy the reply" />
      </div>
      <div>
        <h4>{refused === undefined ? "The reply, as a value" : "What was wrong with it"}</h4>
        {accepted !== undefined && <Fold value={accepted["value"]} label="Copy the value" />}
        {refused !== undefined && (
          <div className="notice notice-bad">
            <ul>
              {problems.map((problem, index) => (
                <li key={index}>{String(problem)}</li>
              ))}
            </ul>
          </div>
        )}
        {summary !== undefined && (
          <p className="calm">
            It stands for {String(summary["item"])} ({String(summary["covers"])}) from here on.
          </p>
        )}
        {accepted === undefined && refused === undefined && summary === undefined && (
          <p className="calm">Nothing was made of it.</p>
        )}
      </div>
    </section>
  );
}

function Message({ role, parts }: { role: string; parts: Part[] }) {
  return (
    <section className="message" aria-label={`${role} message`}>
      <h5>{role}</h5>
      <pre className="prose" tabIndex={0}>
        {parts.map((part, at) =>
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
