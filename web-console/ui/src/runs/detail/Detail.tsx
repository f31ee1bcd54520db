import { useState } from "react";
import type { Run, RunEvent } from "../../api/views";
import { Copy } from "../../parts/Copy";
import { Fold } from "../../parts/Fold";
import { whole } from "../../parts/time";
import { Link, runPath } from "../../router";
import { ForkPanel } from "../fork/ForkPanel";
import { attemptsOf, exchangesOf, has } from "../steps/exchanges";
import { slotWords, textOf, type Selected, type Step } from "../steps/steps";
import { tell } from "../tell";
import { ActionCall } from "./ActionCall";
import { DataAt, DataBetween } from "./DataAt";
import { ModelCall } from "./ModelCall";
import { Person } from "./Person";

/** All of one step, at one of its events. */
export function Detail({
  run,
  selected,
  from,
  select,
  compare,
  close,
}: {
  run: Run;
  selected: Selected;
  /** The event that this one is compared with. */
  from: number | undefined;
  select: (seq: number) => void;
  compare: (from: number | undefined) => void;
  close: () => void;
}) {
  const { event, visit, step } = selected;
  const told = tell(event);
  // What a fork would do is asked of the server only when somebody wants to know.
  const [forking, setForking] = useState<number>();
  return (
    <section className="panel detail" aria-label={`Event ${event.seq}`} id="step">
      <header>
        <h2>
          {visit.state ?? "The run"}
          {visit.visit > 1 && <span className="quiet-text"> visit {visit.visit}</span>}
          {step !== undefined && step.slot !== "" && (
            <span className="quiet-text"> {slotWords(step.slot)}</span>
          )}
        </h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </header>
      <p className={`detail-told told-${told.tone}`}>{told.text}</p>
      <p className="quiet-text detail-when">
        event {event.seq} of {run.id.slice(0, 8)}…, {whole(event.at)}
      </p>
      <div className="actions detail-actions">
        <Copy
          text={() => location.origin + runPath(run.id) + `?seq=${event.seq}`}
          label="Copy link to this step"
        />
        {from === undefined ? (
          <button type="button" className="quiet" onClick={() => compare(event.seq)}>
            Compare with another…
          </button>
        ) : (
          <button type="button" className="quiet" onClick={() => compare(undefined)}>
            Compare no more
          </button>
        )}
        <button
          type="button"
          className="quiet"
          aria-expanded={forking === event.seq}
          onClick={() => setForking(forking === event.seq ? undefined : event.seq)}
        >
          Fork from here…
        </button>
      </div>
      {forking === event.seq && <ForkPanel run={run} seq={event.seq} />}
      {from === event.seq && (
        <p className="notice">Now select the event to compare with, in the timeline or the diagram.</p>
      )}
      {from !== undefined && from !== event.seq && <DataBetween run={run.id} from={from} to={event.seq} />}
      <What run={run} selected={selected} select={select} />
      <DataAt run={run.id} seq={event.seq} />
      <Recorded event={event} />
    </section>
  );
}

/** Drawn when somebody opens it: an event may be long. */
function Recorded({ event }: { event: RunEvent }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="data-at" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>The event as it is recorded</summary>
      {open && <Fold value={JSON.stringify(event, null, 2)} label="Copy the event" />}
    </details>
  );
}

/** What the step is, by the kind of the event at hand. */
function What({ run, selected, select }: { run: Run; selected: Selected; select: (seq: number) => void }) {
  const { event, visit, step } = selected;
  switch (event.type) {
    case "ModelRequested":
    case "ModelReplied":
    case "ReplyAccepted":
    case "ReplyRefused":
    case "ModelFailed":
    case "SummaryMade":
      return <Questions step={step} event={event} select={select} />;
    case "CallRequested":
    case "CallSent":
    case "CallSucceeded":
    case "CallFailed":
    case "CallUnknown":
    case "LateResultNoted":
      return <ActionCall attempts={attemptsOf(step?.events ?? [event])} selected={event.seq} />;
    case "HoldOpened":
    case "HoldEdited":
    case "HoldVoted":
    case "HoldApproved":
    case "HoldRejected":
    case "HoldAnswered":
    case "HoldExpired":
    case "HoldWithdrawn":
    case "HoldReminded":
    case "HoldEscalated": {
      const id = holdOf(event);
      return (
        <Person
          events={visit.events.filter((other) => holdOf(other) === id)}
          open={run.holds.some((hold) => hold.id === id)}
        />
      );
    }
    case "WaitStarted":
    case "WaitEnded":
      return <Wait step={step} event={event} />;
    case "ChildRequested":
    case "ChildEnded":
      return <Child step={step} event={event} />;
    case "StateEntered":
      return <Entered selected={selected} select={select} />;
    default:
      return null;
  }
}

function holdOf(event: RunEvent): string | undefined {
  const hold = event["hold"];
  const id = typeof hold === "object" && hold !== null && !Array.isArray(hold) ? hold["id"] : hold;
  return typeof id === "string" ? id : undefined;
}

/** The question at hand, and a way to each other one of the step: repairs, tries, fallbacks, summaries. */
function Questions({
  step,
  event,
  select,
}: {
  step: Step | undefined;
  event: RunEvent;
  select: (seq: number) => void;
}) {
  const exchanges = exchangesOf(step?.events ?? [event]);
  const exchange = exchanges.find((one) => has(one, event.seq)) ?? exchanges.at(-1);
  if (exchange === undefined) {
    return null;
  }
  return (
    <>
      {exchanges.length > 1 && (
        <div className="tabs" role="group" aria-label="Questions of this step">
          {exchanges.map((one, index) => (
            <button
              key={one.asked.seq}
              type="button"
              aria-pressed={one === exchange}
              onClick={() => select(one.asked.seq)}
            >
              {index + 1} {purpose(one.asked)}
              {one.refused !== undefined && " ✕"}
              {one.failed !== undefined && " !"}
              {one.accepted !== undefined && " ✓"}
            </button>
          ))}
        </div>
      )}
      <ModelCall exchange={exchange} />
    </>
  );
}

function purpose(asked: RunEvent): string {
  switch (asked["purpose"]) {
    case "repair":
      return "repair";
    case "summary":
      return "summary";
    default:
      return `asked ${textOf(asked["model"])}`;
  }
}

function Wait({ step, event }: { step: Step | undefined; event: RunEvent }) {
  const started = step?.events.findLast((other) => other.type === "WaitStarted") ?? event;
  const ended = step?.events.findLast((other) => other.type === "WaitEnded");
  const until = started["until"];
  const expires = started["expires"];
  return (
    <>
      <p>
        {typeof until === "string" ? (
          <>It waits for its time: {whole(until)}.</>
        ) : (
          <>
            It waits for the event <code>{textOf(started["event"])}</code> of{" "}
            <code>{textOf(started["key"])}</code>
            {typeof expires === "string" && <>, until {whole(expires)}</>}.
          </>
        )}
      </p>
      {ended !== undefined && (
        <>
          <p>
            It was over at {whole(ended.at)}
            {ended["id"] !== undefined && (
              <>
                , by the event <code>{textOf(ended["id"])}</code>
              </>
            )}
            .
          </p>
          {ended["payload"] !== undefined && ended["payload"] !== null && (
            <Fold value={ended["payload"]} label="Copy what it brought" />
          )}
        </>
      )}
    </>
  );
}

function Child({ step, event }: { step: Step | undefined; event: RunEvent }) {
  const asked = step?.events.findLast((other) => other.type === "ChildRequested") ?? event;
  const ended = step?.events.findLast((other) => other.type === "ChildEnded");
  const child = asked["child"];
  return (
    <>
      {typeof child === "string" && (
        <p>
          The child run: <Link href={runPath(child)}>{textOf(asked["flow"])}</Link>
        </p>
      )}
      <h4>What it was started with</h4>
      <Fold value={asked["input"] ?? {}} label="Copy the input" />
      {ended !== undefined && (
        <>
          <h4>It ended {textOf(ended["status"])}</h4>
          {ended["error"] !== undefined && <p className="bad">{textOf(ended["error"])}</p>}
          {ended["output"] !== undefined && <Fold value={ended["output"]} label="Copy the output" />}
        </>
      )}
    </>
  );
}

/** A visit as a whole: each step in it, and where it led. */
function Entered({ selected: { visit }, select }: { selected: Selected; select: (seq: number) => void }) {
  if (visit.steps.length === 0) {
    return null;
  }
  return (
    <>
      <h4>Its steps</h4>
      <ul className="step-links">
        {visit.steps.map((step) => {
          const first = step.events[0];
          const last = step.events.at(-1);
          return first === undefined || last === undefined ? null : (
            <li key={step.id}>
              <button type="button" className="as-link" onClick={() => select(first.seq)}>
                {step.slot === "" ? tell(first).text : slotWords(step.slot)}
              </button>
              <span className="quiet-text"> {tell(last).text}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
