import { useCallback, useEffect, useMemo, useRef } from "react";
import { useEvents, useRun } from "../api/queries";
import type { RunFound as Run } from "../api/runs";
import { Ago, Failure, Loading, money, Panel, short, Status } from "../parts/Bits";
import { Copy } from "../parts/Copy";
import { Fold } from "../parts/Fold";
import { useNow } from "../parts/time";
import { useTitle } from "../parts/title";
import { Pairs } from "../parts/Value";
import { flowPath, holdPath, Link, runPath, useSearch } from "../router";
import { Detail } from "./detail/Detail";
import { lasted } from "./lasted";
import { Place } from "./Place";
import { Steer } from "./steer/Steer";
import { entryOf, find, visitsOf } from "./steps/steps";
import { Timeline } from "./Timeline";
import { WayPanel } from "./WayPanel";
import "./list.css";
import "./run.css";

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
  const log = events.data;
  const visits = useMemo(() => visitsOf(log ?? []), [log]);
  const [seqText, setSeq] = useSearch("seq");
  const [fromText, setFrom] = useSearch("from");
  const seq = numberOf(seqText);
  const selected = useMemo(() => find(visits, seq), [visits, seq]);
  const setters = useRef({ setSeq, setFrom });
  setters.current = { setSeq, setFrom };
  const select = useCallback((next: number) => setters.current.setSeq(String(next)), []);
  const close = useCallback(() => {
    setters.current.setFrom("");
    setters.current.setSeq("");
  }, []);
  const open = run.status === "running" || run.status === "paused" || run.status === "stuck";
  return (
    <article className="run">
      <Head run={run} open={open} />
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
              {hold.run !== run.id && (
                <span className="quiet-text">
                  {" "}
                  in its child run <Link href={runPath(hold.run)}>{hold.flow}</Link>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="run-body run-two">
        <div>
          <WayPanel
            run={run}
            events={log ?? []}
            selected={selected?.visit.state}
            select={(state) => {
              const entry = entryOf(visits, state, selected);
              if (entry !== undefined) {
                select(entry);
              }
            }}
          />
          <Panel
            title="What happened"
            aside={
              log !== undefined && (
                <span className="quiet-text">{log.length.toLocaleString("en")} events</span>
              )
            }
          >
            {events.isError && <Failure error={events.error} again={() => void events.refetch()} />}
            {log === undefined ? (
              !events.isError && <Loading what="the log" />
            ) : (
              <Timeline
                visits={visits}
                selected={selected?.event.seq}
                from={numberOf(fromText)}
                live={open}
                select={select}
              />
            )}
          </Panel>
        </div>
        <div className="run-side">
          {seq !== undefined && log !== undefined && selected === undefined && (
            <p className="notice">
              This run has no event {seqText}.{" "}
              <button type="button" className="quiet" onClick={close}>
                Show the run
              </button>
            </p>
          )}
          {selected !== undefined ? (
            <Shown seq={selected.event.seq}>
              <Detail
                run={run}
                selected={selected}
                from={numberOf(fromText)}
                select={select}
                compare={(from) => setFrom(from === undefined ? "" : String(from))}
                close={close}
              />
            </Shown>
          ) : (
            <Overview run={run} />
          )}
        </div>
      </div>
    </article>
  );
}

const numberOf = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

/** On a narrow screen what is selected stands below the timeline: it comes into view when another is selected. */
function Shown({ seq, children }: { seq: number; children: React.ReactNode }) {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!matchMedia("(min-width: 60rem)").matches) {
      shown.current?.scrollIntoView({ block: "start" });
    } else if (shown.current !== null) {
      shown.current.scrollTop = 0;
    }
  }, [seq]);
  return (
    <div ref={shown} className="run-shown">
      {children}
    </div>
  );
}

function Head({ run, open }: { run: Run; open: boolean }) {
  const now = useNow();
  const took = (open ? now : Date.parse(run.updated_at)) - Date.parse(run.started_at);
  const { usage } = run;
  return (
    <div className="page-head">
      <p className="crumbs">
        <Link href="/runs">Runs</Link> / <Link href={flowPath(run.flow)}>{run.flow}</Link>
        {run.parent !== undefined && (
          <>
            {" "}
            / <Link href={runPath(run.parent.split("/")[0] ?? run.parent)}>the run that started it</Link>
          </>
        )}
        {run.forked_from !== undefined && (
          <>
            {" "}
            / forked from{" "}
            <Link href={`${runPath(run.forked_from.run)}?seq=${run.forked_from.seq}`}>
              {short(run.forked_from.run)} after event {run.forked_from.seq}
            </Link>
          </>
        )}
      </p>
      <h1>
        {run.flow} <span className="quiet-text">{run.key ?? short(run.id)}</span>
      </h1>
      <p className="facts">
        <Status status={run.status} />
        {open && <Place state={run.state} status={run.status} />}
        {run.waiting_for !== undefined && <span>waits for {run.waiting_for}</span>}
        <span>
          {lasted(Math.max(0, took))}
          {open && " so far"}
        </span>
        <span>
          {usage.llm_calls} model calls, {(usage.input_tokens + usage.output_tokens).toLocaleString("en")}{" "}
          tokens, {money(usage.cost_usd)}
        </span>
        <span>
          started by {run.started_by}, <Ago at={run.started_at} />
        </span>
      </p>
      <Steer run={run} />
    </div>
  );
}

/** The run as it is now, while no step is selected. */
function Overview({ run }: { run: Run }) {
  return (
    <>
      {run.output !== undefined && (
        <Panel title="Output">
          <Fold value={run.output} label="Copy the output" />
        </Panel>
      )}
      <Panel title="Data">
        {Object.keys(run.data).length === 0 ? (
          <p className="calm">Nothing has been written yet.</p>
        ) : (
          <Fold value={run.data} label="Copy the data" />
        )}
      </Panel>
      <Panel title="Input">
        <Fold value={run.input} label="Copy the input" />
      </Panel>
      {run.children.length > 0 && (
        <Panel title="Child runs">
          <ul className="child-runs">
            {run.children.map((child) => (
              <li key={child.id}>
                <Link href={runPath(child.id)}>
                  {child.flow} <span className="quiet-text">{child.key ?? short(child.id)}</span>
                </Link>{" "}
                <Status status={child.status} /> <Place state={child.state} status={child.status} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Pinned" aside={<Copy text={() => run.id} label="Copy the id" />}>
        <Pairs value={{ run: run.id, version: run.version, bundle: run.bundle.slice(0, 16) }} />
      </Panel>
    </>
  );
}
