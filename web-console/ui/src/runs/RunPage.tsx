import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { api } from "../api/client";
import { useEvents, useFlow, useMe, useRun } from "../api/queries";
import type { Run } from "../api/views";
import { Ago, Failure, Loading, money, Panel, short, Status } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { Pairs, Value } from "../parts/Value";
import { flowPath, go, holdPath, Link, runPath } from "../router";
import { RunTable } from "./RunsPage";
import { Timeline } from "./Timeline";
import { wayOf } from "./way";
import "./runs.css";

const Diagram = lazy(() => import("../diagram/Diagram"));
const ForkPanel = lazy(() => import("./fork/ForkPanel").then((its) => ({ default: its.ForkPanel })));

export function RunPage({ id }: { id: string }) {
  const run = useRun(id);
  useTitle(run.data === undefined ? "Run" : `${run.data.flow}, ${run.data.status}`);
  if (run.data === undefined) {
    return run.isError ? (
      <Failure error={run.error} again={() => void run.refetch()} />
    ) : (
      <Loading what="the run" />
    );
  }
  return <Found run={run.data} />;
}

function Found({ run }: { run: Run }) {
  const events = useEvents(run.id);
  const chosen = chosenSeq();
  return (
    <article className="run">
      <div className="page-head">
        <p className="crumbs">
          <Link href="/runs">Runs</Link> / <Link href={flowPath(run.flow)}>{run.flow}</Link>
          {run.parent !== undefined && (
            <>
              {" "}
              / <Link href={runPath(run.parent.split("/")[0] ?? run.parent)}>parent</Link>
            </>
          )}
        </p>
        <h1>
          {run.flow} <span className="quiet-text">{run.key ?? short(run.id)}</span>
        </h1>
        <p className="facts">
          <Status status={run.status} />
          {run.state !== undefined && <span>at {run.state}</span>}
          {run.waiting_for !== undefined && <span>waits for {run.waiting_for}</span>}
          <span>
            started by {run.started_by}, <Ago at={run.started_at} />
          </span>
          <span>
            {run.usage.llm_calls} model calls, {run.usage.input_tokens + run.usage.output_tokens} tokens,{" "}
            {money(run.usage.cost_usd)}
          </span>
        </p>
        {run.forked_from !== undefined && (
          <p className="quiet-text">
            A fork of <Link href={runPath(run.forked_from.run)}>{short(run.forked_from.run)}</Link> after
            event {run.forked_from.seq}
          </p>
        )}
        <Steer run={run} />
      </div>
      {run.error !== undefined && (
        <div className="notice notice-bad">
          <p>{run.error}</p>
        </div>
      )}
      {run.holds.length > 0 && (
        <ul className="notice run-holds" aria-label="Open holds of this run">
          {run.holds.map((hold) => (
            <li key={hold.id}>
              Waits for a person: <Link href={holdPath(hold.id)}>{hold.title}</Link>
            </li>
          ))}
        </ul>
      )}
      <div className="run-body">
        <div>
          <WayPanel run={run} />
          <Panel
            title="What happened"
            aside={events.data && <span className="quiet-text">{events.data.length} events</span>}
          >
            {events.isError && <Failure error={events.error} again={() => void events.refetch()} />}
            {events.isPending ? <Loading what="the log" /> : <Timeline events={events.data ?? []} />}
          </Panel>
        </div>
        <div>
          {run.output !== undefined && (
            <Panel title="Output">
              <Value value={run.output} />
            </Panel>
          )}
          <Panel title="Data">
            {Object.keys(run.data).length === 0 ? (
              <p className="calm">Nothing has been written yet.</p>
            ) : (
              <Pairs value={run.data} />
            )}
          </Panel>
          <Panel title="Input">
            <Pairs value={run.input} />
          </Panel>
          {run.children.length > 0 && (
            <Panel title="Child runs">
              <RunTable runs={run.children} />
            </Panel>
          )}
          <Panel title="Pinned">
            <Pairs value={{ run: run.id, version: run.version, bundle: run.bundle.slice(0, 16) }} />
          </Panel>
        </div>
      </div>
      {chosen !== undefined && (
        <Suspense fallback={<Loading what="what a fork would do" />}>
          <ForkPanel run={run} seq={chosen} />
        </Suspense>
      )}
    </article>
  );
}

/** The event that the address names. */
function chosenSeq(): number | undefined {
  const seq = new URLSearchParams(location.search).get("seq");
  return seq !== null && /^[1-9]\d*$/.test(seq) ? Number(seq) : undefined;
}

/** The flow's diagram as the file is now, with the way that this run took. */
function WayPanel({ run }: { run: Run }) {
  const flow = useFlow(run.flow);
  const events = useEvents(run.id);
  const way = useMemo(
    () => wayOf(events.data ?? [], run.status, run.state),
    [events.data, run.status, run.state],
  );
  const changed = flow.data?.version !== undefined && flow.data.version !== run.version;
  return (
    <Panel
      title="The way it took"
      aside={
        changed && (
          <span className="quiet-text">
            drawn from version {flow.data?.version}; this run keeps {run.version}
          </span>
        )
      }
    >
      {flow.data?.graph === undefined ? (
        <p className="calm">
          {flow.isPending ? "Loading…" : "There is no diagram: the flow's file is gone or has errors."}
        </p>
      ) : (
        <Suspense fallback={<Loading what="the diagram" />}>
          <Diagram graph={flow.data.graph} way={way} />
        </Suspense>
      )}
    </Panel>
  );
}

function Steer({ run }: { run: Run }) {
  const queries = useQueryClient();
  const me = useMe();
  const [cancelling, setCancelling] = useState(false);
  const [reason, setReason] = useState("");
  const open = run.status === "running" || run.status === "paused" || run.status === "stuck";
  const refresh = () => void queries.invalidateQueries();
  const cancel = useMutation({
    mutationFn: () => api.cancel(run.id, reason.trim()),
    onSuccess: () => {
      setCancelling(false);
      refresh();
    },
  });
  const retry = useMutation({ mutationFn: () => api.retry(run.id), onSuccess: refresh });
  const fork = useMutation({ mutationFn: () => api.fork(run.id), onSuccess: (made) => go(runPath(made.id)) });
  const may = (role: string) => me.data?.roles.includes(role) ?? false;
  const failure = cancel.error ?? retry.error ?? fork.error;
  return (
    <>
      <div className="actions">
        {run.status === "stuck" && may("operate") && (
          <button type="button" className="primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
            Try again
          </button>
        )}
        {may("start") && (
          <button type="button" className="quiet" disabled={fork.isPending} onClick={() => fork.mutate()}>
            Run again with this input
          </button>
        )}
        {open && may("operate") && !cancelling && (
          <button type="button" className="quiet" onClick={() => setCancelling(true)}>
            Cancel the run…
          </button>
        )}
      </div>
      {cancelling && (
        <form
          className="cancel"
          onSubmit={(event) => {
            event.preventDefault();
            cancel.mutate();
          }}
        >
          <label htmlFor="reason">Why is it cancelled?</label>
          <input id="reason" value={reason} autoFocus onChange={(event) => setReason(event.target.value)} />
          <button type="submit" className="danger" disabled={cancel.isPending}>
            Cancel the run
          </button>
          <button type="button" className="quiet" onClick={() => setCancelling(false)}>
            Keep it
          </button>
        </form>
      )}
      {failure !== null && <Failure error={failure} />}
    </>
  );
}
