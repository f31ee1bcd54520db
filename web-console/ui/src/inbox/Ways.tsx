import { lazy, Suspense, useState } from "react";
import type { DecisionWay, Evidence, WayTarget } from "../api/evidence";
import { useFlow } from "../api/queries";
import type { Hold } from "../api/views";
import { Loading } from "../parts/Bits";
import { step } from "../runs/way";
import { Odd } from "./read/Odd";

const Diagram = lazy(() => import("../diagram/Diagram"));

const BUTTONS: Record<DecisionWay["decision"], string> = {
  approve: "Approve",
  reject: "Reject",
  answer: "Answer",
  expire: "Nobody decides",
};

/** Which way each button takes: through which call, to which states. */
export function Ways({ hold, evidence }: { hold: Hold; evidence: Evidence }) {
  return (
    <section className="ways" aria-label="The way each decision takes">
      <h3>The way each decision takes</h3>
      <ul>
        {evidence.ways.map((way) => (
          <li key={way.decision} className={`leads leads-${way.decision}`}>
            <span className="leads-from">{BUTTONS[way.decision]}</span>
            {way.calls !== undefined && (
              <>
                <Arrow />
                <span className="leads-call">
                  calls <b>{way.calls}</b>
                </span>
              </>
            )}
            <Arrow />
            <span className="leads-to">
              {way.stuck && <span className="leads-stuck">the run stops, stuck, until an operator acts</span>}
              {!way.stuck && way.to.length === 0 && <span className="leads-stuck">the other steps</span>}
              {way.to.map((to, index) => (
                <Target key={`${to.state}${index}`} to={to} />
              ))}
            </span>
            {way.rest !== undefined && <p className="leads-rest">{way.rest}</p>}
          </li>
        ))}
      </ul>
      <OnDiagram hold={hold} evidence={evidence} />
    </section>
  );
}

const Arrow = () => (
  <svg className="leads-arrow" viewBox="0 0 20 10" aria-hidden="true">
    <path d="M0 5h16M12 1l5 4-5 4" fill="none" />
  </svg>
);

function Target({ to }: { to: WayTarget }) {
  return (
    <span className={`leads-state${to.ends === undefined ? "" : ` leads-ends leads-${to.ends}`}`}>
      <b>{to.title ?? to.state}</b>
      {to.title !== undefined && <code>{to.state}</code>}
      {to.ends !== undefined && <span>ends: {to.ends}</span>}
      {to.when !== undefined && (
        <code className="leads-when">{to.when === "else" ? "else" : <Odd text={`when ${to.when}`} />}</code>
      )}
    </span>
  );
}

/** The flow's diagram with the ways out of where the run stands drawn as taken; fetched when somebody opens it. */
function OnDiagram({ hold, evidence }: { hold: Hold; evidence: Evidence }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="on-diagram" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>On the diagram</summary>
      {open && <Drawn hold={hold} evidence={evidence} />}
    </details>
  );
}

function Drawn({ hold, evidence }: { hold: Hold; evidence: Evidence }) {
  const flow = useFlow(hold.flow);
  if (flow.data === undefined) {
    return flow.isError ? <p className="calm">{flow.error.message}</p> : <Loading what="the diagram" />;
  }
  const graph = flow.data.graph;
  if (graph === undefined) {
    return <p className="calm">The flow's file cannot be drawn as it is now.</p>;
  }
  const way = {
    // Nothing is faint: this is where it may go, not where it was.
    visits: new Map(graph.nodes.map(({ id }) => [id, 1])),
    steps: new Set(evidence.ways.flatMap(({ to }) => to.map(({ state }) => step(hold.state, state)))),
    current: hold.state,
    mood: "waiting" as const,
  };
  return (
    <>
      {flow.data.version !== hold.version && (
        <p className="calm">
          This is the file as it is now, version {flow.data.version ?? "unknown"}; the run goes by{" "}
          {hold.version}.
        </p>
      )}
      <Suspense fallback={<Loading what="the diagram" />}>
        <Diagram graph={graph} way={way} />
      </Suspense>
    </>
  );
}
