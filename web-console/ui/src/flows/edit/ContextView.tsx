import { useState } from "react";
import { drafts, type ContextTrial } from "../../api/drafts";
import { Loading } from "../../parts/Bits";
import { bar, fate, slices, summary, type Slice } from "./budget";
import { useChoices } from "./choice";
import { DataChoice } from "./DataChoice";
import { DataText } from "./DataText";
import { dataOf, givenOf } from "./given";
import { useLatest } from "./latest";
import { MessageList } from "./MessageList";
import "./try.css";

/** The budget of a model state as a bar of its items, live while the text changes. */
export default function ContextView({
  flow,
  source,
  state,
}: {
  flow: string;
  source: string;
  state: string;
}) {
  const choices = useChoices(flow, "worst");
  const [chosen, setChosen] = useState<string>();
  const [own, setOwn] = useState<string>();
  const choice = chosen ?? choices.first ?? "worst";
  const text = own ?? dataOf(Object.values(choices.samples)[0] ?? {});
  const given = givenOf(choice, text);
  const answer = useLatest<ContextTrial>(
    `${flow}/${state}`,
    JSON.stringify([source, state, given ?? null]),
    () =>
      given === undefined
        ? Promise.reject(new Error("The data is not JSON that can be read."))
        : drafts.context(flow, source, state, given),
  );
  const trial = answer.good;
  return (
    <section className="context" aria-label={`What ${state} sends to its model`}>
      <DataChoice
        choices={choices}
        id="context-data"
        choice={choice}
        onChoice={setChosen}
        worst="none: the most there can be"
      />
      {choice === "own" && <DataText id="context-own" label="The run's data" text={text} onText={setOwn} />}
      <p role="status" className={answer.problem === undefined ? "context-said" : "context-said bad"}>
        {answer.problem !== undefined
          ? trial === undefined
            ? answer.problem.message
            : `As it was before: ${answer.problem.message}`
          : trial !== undefined
            ? summary(trial)
            : ""}
      </p>
      {trial === undefined ? (
        answer.problem === undefined && <Loading what="the context" />
      ) : (
        <div className={answer.problem === undefined ? undefined : "context-stale"}>
          <Told trial={trial} state={state} />
        </div>
      )}
    </section>
  );
}

function Told({ trial, state }: { trial: ContextTrial; state: string }) {
  return (
    <>
      {trial.problems.length > 0 && (
        <div className={trial.kind === "ready" || trial.kind === "worst" ? "notice" : "notice notice-bad"}>
          {trial.kind === "overflow" && <p>It would not be sent: the outcome is `overflow`.</p>}
          {trial.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      {trial.items.length === 0 ? (
        <p className="calm">
          {state} loads nothing: its model sees the prompt alone, {trial.envelope} tokens.
        </p>
      ) : (
        <>
          <Budget trial={trial} />
          <Items trial={trial} />
        </>
      )}
      {trial.messages.length > 0 && (
        <details className="context-messages">
          <summary>
            {trial.kind === "summary"
              ? "What is asked first, exactly"
              : `What ${trial.model} is sent, exactly`}
          </summary>
          <MessageList messages={trial.messages} />
        </details>
      )}
    </>
  );
}

/** In percent of the bar: what is narrower has no room for its name, which the table has. */
const NARROW = 6;

const short = (slice: Slice, count: number) => `${slice.name} ${count.toLocaleString("en")}`;

function Budget({ trial }: { trial: ContextTrial }) {
  const drawn = bar(trial);
  const worst = trial.kind !== "ready" && trial.kind !== "overflow";
  return (
    <div className="budget" aria-hidden="true">
      <div className="budget-row">
        {drawn.kept.map(({ slice, percent }) => (
          <span
            key={slice.name}
            className={slice.stable ? "budget-item budget-stable" : "budget-item"}
            style={{ width: `${percent}%` }}
            title={`${slice.name}: ${slice.tokens} tokens${slice.stable ? ", stable" : ""}`}
          >
            {percent > NARROW && short(slice, slice.tokens)}
          </span>
        ))}
        {drawn.free > 0 && (
          <span className="budget-free" style={{ width: `${drawn.free}%` }}>
            free
          </span>
        )}
        {drawn.budget < 100 && <span className="budget-end" style={{ left: `${drawn.budget}%` }} />}
      </div>
      {drawn.lost.length > 0 && (
        <div className="budget-row budget-out">
          {drawn.lost.map(({ slice, percent }) => (
            <span
              key={slice.name}
              className="budget-item budget-lost"
              style={{ width: `${percent}%` }}
              title={`${slice.name}: ${slice.lost} tokens ${worst ? "at risk" : "left out"}`}
            >
              {percent > NARROW && short(slice, slice.lost)}
            </span>
          ))}
        </div>
      )}
      <p className="budget-key">
        <span className="budget-dot budget-stable" /> stable, in front
        <span className="budget-dot" /> loaded
        {drawn.lost.length > 0 && (
          <>
            <span className="budget-dot budget-lost" /> {worst ? "at risk" : "left out"}
          </>
        )}
      </p>
    </div>
  );
}

function Items({ trial }: { trial: ContextTrial }) {
  return (
    <div className="wide" tabIndex={0} role="group" aria-label="The items of the context">
      <table className="context-items">
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">From</th>
            <th scope="col" className="number">
              Tokens
            </th>
            <th scope="col" className="number">
              At most
            </th>
            <th scope="col">What becomes of it</th>
            <th scope="col" className="number">
              Priority
            </th>
          </tr>
        </thead>
        <tbody>
          {slices(trial).flatMap((slice) =>
            slice.entries.map((entry, index) => (
              <tr key={`${slice.name} ${index}`} className={`context-${entry.verdict}`}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={slice.entries.length}>
                    {slice.name}
                    {slice.stable && <span className="calm"> stable</span>}
                  </th>
                )}
                <td>
                  <code>{entry.source}</code>
                </td>
                <td className="number">{entry.tokens.toLocaleString("en")}</td>
                <td className="number">{entry.worst?.toLocaleString("en") ?? "no bound"}</td>
                <td>
                  {fate(entry)}{" "}
                  <span className="calm">
                    line {entry.line}
                    {entry.rule !== undefined && (
                      <>
                        {" "}
                        <code>{entry.rule}</code>
                      </>
                    )}
                  </span>
                </td>
                <td className="number">{entry.priority}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
