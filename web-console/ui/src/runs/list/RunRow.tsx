import { useEffect, useRef } from "react";
import type { RunItem } from "../../api/runs";
import { Ago, money, short, Status } from "../../parts/Bits";
import { useNow } from "../../parts/time";
import { Link, runPath } from "../../router";
import { Place } from "../Place";
import { lasted } from "../lasted";

/** One run of the list. The link of the row that the keys are at has the focus. */
export function RunRow({
  run,
  here,
  selected,
  onFocus,
  onSelect,
}: {
  run: RunItem;
  here: boolean;
  selected: boolean;
  onFocus: () => void;
  onSelect: (selected: boolean) => void;
}) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (here && document.activeElement !== link.current) {
      link.current?.focus({ preventScroll: true });
    }
  }, [here]);
  const name = run.key ?? short(run.id);
  return (
    <>
      <span role="cell" className="run-check">
        <input
          type="checkbox"
          aria-label={`Select ${run.flow} ${name}`}
          checked={selected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      </span>
      <span role="cell" className="run-name">
        <Link ref={link} href={runPath(run.id)} onFocus={onFocus}>
          {run.flow} <span className="run-key">{name}</span>
        </Link>
      </span>
      <span role="cell" className="run-status">
        <Status status={run.status} />
      </span>
      <span role="cell" className="run-place">
        <Place state={run.state} status={run.status} />
      </span>
      <span role="cell" className="run-waits">
        {run.waiting_for ?? ""}
      </span>
      <span role="cell" className="run-cost" title={`${run.usage.llm_calls} model calls`}>
        {money(run.usage.cost_usd)}
      </span>
      <span role="cell" className="run-time">
        <Lasted run={run} />
      </span>
      <span role="cell" className="run-by">
        {run.started_by}
      </span>
      <span role="cell" className="run-started">
        <Ago at={run.started_at} />
      </span>
    </>
  );
}

/** How long the run took, or has taken up to now. */
function Lasted({ run }: { run: RunItem }) {
  const now = useNow();
  return run.duration_ms === undefined
    ? `${lasted(Math.max(0, now - Date.parse(run.started_at)))} so far`
    : lasted(run.duration_ms);
}
