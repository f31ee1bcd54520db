import { lazy, Suspense, useMemo } from "react";
import { useFlow } from "../api/queries";
import type { Run, RunEvent } from "../api/views";
import { Loading, Panel } from "../parts/Bits";
import { wayOf } from "./way";

const Diagram = lazy(() => import("../diagram/Diagram"));

/** The flow's diagram as the file is now, with the way that this run took. Selecting a state selects its last visit. */
export function WayPanel({
  run,
  events,
  selected,
  select,
}: {
  run: Run;
  events: RunEvent[];
  selected: string | undefined;
  select: (state: string) => void;
}) {
  const flow = useFlow(run.flow);
  const way = useMemo(() => wayOf(events, run.status, run.state), [events, run.status, run.state]);
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
          <Diagram graph={flow.data.graph} way={way} selected={selected} onSelect={select} />
        </Suspense>
      )}
    </Panel>
  );
}
