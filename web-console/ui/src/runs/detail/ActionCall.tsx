import type { Json, JsonObject, RunEvent } from "../../api/views";
import { isObject } from "../../form/schema";
import { Copy } from "../../parts/Copy";
import { Fold } from "../../parts/Fold";
import { clockOf, whole } from "../../parts/time";
import { Pairs } from "../../parts/Value";
import { lasted } from "../lasted";
import type { Attempt } from "../steps/exchanges";

/** What a step's call was to do, each try of it, and what it gave. */
export function ActionCall({ attempts, selected }: { attempts: Attempt[]; selected: number }) {
  const asked = attempts.findLast((attempt) => attempt.asked !== undefined)?.asked;
  if (asked === undefined) {
    return null;
  }
  const ended = attempts.at(-1)?.ended;
  const args = isObject(asked["args"]) ? asked["args"] : {};
  return (
    <div className="action-call">
      <dl className="figures">
        <Fact name="action">{String(asked["action"])}</Fact>
        <Fact name="effect">{String(asked["effect"])}</Fact>
        <Fact name="delivery" wide>
          {deliveryWords(asked["delivery"])}
        </Fact>
        <Fact name="idempotency key" wide>
          <code>{String(asked["key"])}</code> <Copy text={() => String(asked["key"])} label="Copy the key" />
        </Fact>
      </dl>
      {ended?.type === "CallUnknown" && (
        <div className="notice notice-bad">
          <p>
            Nobody knows whether it happened ({String(ended["kind"])}): {String(ended["message"])}
          </p>
          <p>It may have left and have had its effect: it is not sent again by itself.</p>
        </div>
      )}
      <h4>Inputs</h4>
      {Object.keys(args).length === 0 ? <p className="calm">None.</p> : <Pairs value={args} />}
      <h4>Where it goes</h4>
      {isObject(asked["target"]) ? <Target target={asked["target"]} /> : <p className="calm">Nowhere.</p>}
      <h4>Tries</h4>
      <Tries attempts={attempts} selected={selected} />
      {ended?.type === "CallSucceeded" && (
        <>
          <h4>Output</h4>
          <Fold value={ended["result"]} label="Copy the output" />
        </>
      )}
    </div>
  );
}

export function Fact({
  name,
  children,
  wide = false,
}: {
  name: string;
  children: React.ReactNode;
  wide?: boolean;
}) {
  return (
    <div className={wide ? "wide-fact" : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function deliveryWords(delivery: Json | undefined): string {
  switch (delivery) {
    case "idempotent":
      return "idempotent: sent again under its key until there is an answer";
    case "at_most_once":
      return "at most once: never sent again once it may have left";
    default:
      return String(delivery ?? "");
  }
}

/** The target as it is rendered, secrets as their names. */
export function Target({ target }: { target: JsonObject }) {
  const { type, method, url, headers, body, ...rest } = target;
  return (
    <div className="target">
      {typeof url === "string" ? (
        <p>
          <code>
            {String(method ?? "GET")} {url}
          </code>
        </p>
      ) : (
        <p>
          <code>{[type, ...Object.values(rest).filter((part) => typeof part === "string")].join(" ")}</code>
        </p>
      )}
      {isObject(headers) && Object.keys(headers).length > 0 && <Pairs value={headers} />}
      {body !== undefined && (
        <>
          <h5>body</h5>
          <Fold value={body} label="Copy the body" />
        </>
      )}
      {Object.entries(rest)
        .filter(([, part]) => typeof part !== "string")
        .map(([name, part]) => (
          <div key={name}>
            <h5>{name}</h5>
            <Fold value={part} />
          </div>
        ))}
    </div>
  );
}

function Tries({ attempts, selected }: { attempts: Attempt[]; selected: number }) {
  return (
    <ol className="tries">
      {attempts.map((attempt, index) => {
        const mine = [attempt.asked, attempt.sent, attempt.ended, ...attempt.late];
        return (
          <li key={index} data-selected={mine.some((event) => event?.seq === selected)}>
            <p>
              <strong>{attempt.number}</strong>{" "}
              {attempt.asked !== undefined && (
                <time dateTime={attempt.asked.at} title={whole(attempt.asked.at)}>
                  {clockOf(attempt.asked.at)}
                </time>
              )}{" "}
              <span className={`try-${outcome(attempt).tone}`}>{outcome(attempt).words}</span>
              {took(attempt)}
            </p>
            {attempt.sent !== undefined && <p className="quiet-text">left at {clockOf(attempt.sent.at)}</p>}
            {attempt.ended?.type === "CallFailed" && (
              <p>
                {String(attempt.ended["kind"])}: {String(attempt.ended["message"])}
              </p>
            )}
            {typeof attempt.ended?.["retry_at"] === "string" && (
              <p className="quiet-text">tried again at {whole(attempt.ended["retry_at"])}</p>
            )}
            {attempt.late.map((late) => (
              <p key={late.seq} className="quiet-text">
                A result came too late to count, at {whole(late.at)}: {String(late["what"])}
              </p>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function outcome({ ended, sent }: Attempt): { words: string; tone: string } {
  switch (ended?.type) {
    case "CallSucceeded":
      return { words: "succeeded", tone: "good" };
    case "CallFailed":
      return { words: "failed", tone: "bad" };
    case "CallUnknown":
      return { words: "unknown", tone: "bad" };
    default:
      return { words: sent === undefined ? "no answer yet" : "has left, no answer yet", tone: "wait" };
  }
}

function took({ asked, ended }: Attempt): string {
  return asked === undefined || ended === undefined ? "" : ` after ${lasted(span(asked, ended))}`;
}

const span = (from: RunEvent, to: RunEvent) => Date.parse(to.at) - Date.parse(from.at);
