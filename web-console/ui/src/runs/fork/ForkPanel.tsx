import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../../api/client";
import { forks, useForkPlan, type Effects, type ForkPlan, type PlannedRequest } from "../../api/fork";
import { useMe } from "../../api/queries";
import type { Run } from "../../api/views";
import { Failure, Loading, Panel, Status } from "../../parts/Bits";
import { go, runPath } from "../../router";
import { fromWords, kindOf, summary, whereOf } from "./tally";
import "./fork.css";

/** What a fork from after an event of a run would do, and the button that makes it. */
export function ForkPanel({ run, seq }: { run: Run; seq: number }) {
  const [effects, setEffects] = useState<Effects>("recorded");
  // Where the run cannot be forked, the server names the nearest event after which it can.
  const [moved, setMoved] = useState<{ from: number; to: number }>();
  const at = moved?.from === seq ? moved.to : seq;
  const plan = useForkPlan(run.id, at, effects);
  const nearest = plan.error instanceof Refused ? plan.error.body["nearest"] : undefined;
  return (
    <Panel title="Fork from here" aside={<span className="quiet-text">after event {at}</span>} id="fork">
      <div className="fork">
        <Choice effects={effects} choose={setEffects} />
        {plan.isPending && <Loading what="what a fork would do" />}
        {plan.error !== null && typeof nearest === "number" && (
          <div className="notice" role="status">
            <p>{plan.error.message}</p>
            <button type="button" className="quiet" onClick={() => setMoved({ from: seq, to: nearest })}>
              Look at event {nearest}
            </button>
          </div>
        )}
        {plan.error !== null && typeof nearest !== "number" && (
          <Failure error={plan.error} again={() => void plan.refetch()} />
        )}
        {plan.data !== undefined && plan.error === null && <Planned run={run} plan={plan.data} />}
      </div>
    </Panel>
  );
}

function Choice({ effects, choose }: { effects: Effects; choose: (effects: Effects) => void }) {
  const name = useId();
  return (
    <fieldset className="fork-choice">
      <legend>Where this run was answered already</legend>
      <label>
        <input
          type="radio"
          name={name}
          checked={effects === "recorded"}
          onChange={() => choose("recorded")}
        />
        <span>
          <b>Use recorded results</b>
          <small>
            The same request gets the same answer, and nothing leaves. What differs is asked really.
          </small>
        </span>
      </label>
      <label>
        <input type="radio" name={name} checked={effects === "again"} onChange={() => choose("again")} />
        <span>
          <b>Ask again</b>
          <small>Models are asked, actions are called: everything from here on happens a second time.</small>
        </span>
      </label>
    </fieldset>
  );
}

function Planned({ run, plan }: { run: Run; plan: ForkPlan }) {
  const again = plan.requests.filter((request) => request.from === "again");
  const recorded = plan.requests.filter((request) => request.from === "record");
  const grave = again.some((request) => request.effect === "write" || request.kind === "flow");
  return (
    <>
      <p className={grave ? "fork-sum fork-grave" : "fork-sum"} role="status">
        {grave && <b aria-hidden="true">! </b>}
        {summary(plan)}
      </p>
      {plan.requests.length > 0 && (
        <table className="fork-requests">
          <caption>What the fork asks for, in its order</caption>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">What</th>
              <th scope="col">With</th>
              <th scope="col">Comes from</th>
            </tr>
          </thead>
          {again.length > 0 && <Rows title="Done again" requests={again} />}
          {recorded.length > 0 && <Rows title="From the record" requests={recorded} />}
        </table>
      )}
      {plan.holds.length > 0 && (
        <div className="fork-holds">
          <h3>Asked of people anew</h3>
          <ul>
            {plan.holds.map((hold, index) => (
              <li key={index}>
                <span className="fork-place">{whereOf(hold)}</span> {hold.title}
                {hold.by.length > 0 && <span className="quiet-text"> ({hold.by.join(", ")})</span>}
                {!hold.at_once && <Later />}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Make run={run} plan={plan} grave={grave} />
    </>
  );
}

function Rows({ title, requests }: { title: string; requests: PlannedRequest[] }) {
  return (
    <tbody>
      <tr className="fork-part">
        <th scope="rowgroup" colSpan={4}>
          {title}
        </th>
      </tr>
      {requests.map((request, index) => {
        const { word, tone } = kindOf(request);
        return (
          <tr key={index}>
            <td data-label="Where">
              <span className="fork-place">{whereOf(request)}</span>
            </td>
            <td data-label="What">
              <span className={`fork-kind fork-${request.from === "again" ? tone : "calm"}`}>{word}</span>{" "}
              <b>{request.what}</b>
            </td>
            <td data-label="With">
              <Arguments request={request} />
            </td>
            <td data-label="Comes from">
              {fromWords(request)}
              {!request.at_once && <Later />}
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

const Later = () => <small className="fork-later">if it goes on as it did</small>;

function Arguments({ request }: { request: PlannedRequest }) {
  const entries = Object.entries(request.args);
  if (entries.length === 0) {
    return <span className="quiet-text">{request.kind === "model" ? "its context" : "nothing"}</span>;
  }
  return (
    <ul className="fork-args">
      {entries.map(([name, value]) => (
        <li key={name}>
          {name} <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
        </li>
      ))}
    </ul>
  );
}

function Make({ run, plan, grave }: { run: Run; plan: ForkPlan; grave: boolean }) {
  const queries = useQueryClient();
  const me = useMe();
  const make = useMutation({
    mutationFn: () => forks.make(run.id, plan.seq, plan.effects),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["runs"] });
      go(runPath(made.id));
    },
  });
  const may = me.data?.roles.includes("start") ?? false;
  const why = !may
    ? "You may look at what a fork would do. Making one takes the right to start runs."
    : plan.blocked;
  return (
    <div className="fork-make">
      <p className="quiet-text">
        A new run begins with this one&rsquo;s first {plan.seq} {plan.seq === 1 ? "event" : "events"}
        {plan.state === undefined ? "" : `, in ${plan.state}`}, and stands <Status status={plan.status} /> at
        first. This run stays as it is.
      </p>
      {why !== undefined && (
        <p className="notice" role="status">
          {why}
        </p>
      )}
      <button
        type="button"
        className={grave ? "danger" : "primary"}
        disabled={why !== undefined || make.isPending}
        onClick={() => make.mutate()}
      >
        {make.isPending ? "Forking…" : "Fork from here"}
      </button>
      {make.error !== null && <Failure error={make.error} again={() => make.mutate()} />}
    </div>
  );
}
