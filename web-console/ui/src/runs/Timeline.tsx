import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import { clockOf, useNow, whole } from "../parts/time";
import { lasted } from "./lasted";
import { rowsOf, slotWords, type Row, type Span, type Step, type Visit } from "./steps/steps";
import { tell } from "./tell";
import "./timeline.css";

const HEIGHTS: Record<Row["kind"], number> = { visit: 40, step: 30, event: 30 };

/**
 * The log for reading: by state and step, a line an event, with how long each visit took and waited. Only the lines in
 * view are drawn. One line is selected; the arrow keys move the selection.
 */
export function Timeline({
  visits,
  selected,
  from,
  live,
  select,
}: {
  visits: Visit[];
  selected: number | undefined;
  from: number | undefined;
  /** Whether the last visit still goes on. */
  live: boolean;
  select: (seq: number) => void;
}) {
  const rows = useMemo(() => rowsOf(visits), [visits]);
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const whole = useMemo(() => wholeOf(visits, live ? now : undefined), [visits, live, now]);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => HEIGHTS[rows[index]?.kind ?? "event"],
    overscan: 20,
    getItemKey: (index) => `${rows[index]?.kind} ${rows[index]?.seq}`,
  });
  const at = rows.findIndex((row) => row.kind !== "step" && row.seq === selected);
  const shown = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Only when another line is selected: a log that grows does not move what somebody reads.
    if (at >= 0 && shown.current !== selected) {
      shown.current = selected;
      lines.scrollToIndex(at, { align: "auto" });
    }
  }, [at, selected, lines]);
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by === undefined || rows.length === 0) {
      return;
    }
    event.preventDefault();
    let next = Math.max(0, Math.min(rows.length - 1, at + by));
    // A step's heading is no event of its own.
    if (rows[next]?.kind === "step") {
      next = Math.max(0, Math.min(rows.length - 1, next + Math.sign(by)));
    }
    const row = rows[next];
    if (row !== undefined) {
      select(row.seq);
    }
  };
  return (
    <div
      ref={box}
      className="timeline"
      role="listbox"
      aria-label="What happened"
      tabIndex={0}
      aria-activedescendant={selected === undefined ? undefined : `event-${selected}`}
      onKeyDown={move}
    >
      <div className="timeline-all" role="presentation" style={{ height: `${lines.getTotalSize()}px` }}>
        {lines.getVirtualItems().map((line) => {
          const row = rows[line.index];
          return row === undefined ? null : (
            <div
              key={line.key}
              id={row.kind === "step" ? undefined : `event-${row.seq}`}
              role="option"
              aria-selected={row.kind !== "step" && row.seq === selected}
              aria-setsize={rows.length}
              aria-posinset={line.index + 1}
              data-index={line.index}
              data-from={row.kind !== "step" && row.seq === from}
              ref={lines.measureElement}
              className={`line line-${row.kind}`}
              style={{ transform: `translateY(${line.start}px)` }}
              onClick={() => select(row.seq)}
            >
              <Line row={row} whole={whole} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Whole {
  from: number;
  to: number;
}

function wholeOf(visits: Visit[], now: number | undefined): Whole {
  const from = visits[0]?.span.from ?? 0;
  const last = visits.at(-1);
  const end = last?.span.to ?? now ?? Date.parse(last?.events.at(-1)?.at ?? last?.entered?.at ?? "");
  return { from, to: Math.max(from + 1, Number.isNaN(end) ? from + 1 : end) };
}

function Line({ row, whole }: { row: Row; whole: Whole }) {
  switch (row.kind) {
    case "visit":
      return <VisitLine visit={row.visit} whole={whole} />;
    case "step":
      return <StepLine step={row.step} />;
    case "event":
      return <EventLine row={row} />;
  }
}

function VisitLine({ visit, whole }: { visit: Visit; whole: Whole }) {
  const to = visit.span.to ?? whole.to;
  const waited = visit.waits.reduce((sum, wait) => sum + ((wait.to ?? whole.to) - wait.from), 0);
  const took = to - visit.span.from;
  return (
    <>
      <span className="line-state">
        {visit.state}
        {visit.visit > 1 && <span className="quiet-text"> visit {visit.visit}</span>}
      </span>
      <span className="line-bar" aria-hidden="true">
        <Bar span={{ from: visit.span.from, to }} whole={whole} kind="work" />
        {visit.waits.map((wait, index) => (
          <Bar key={index} span={wait} whole={whole} kind="wait" />
        ))}
      </span>
      <span className="line-took">
        {lasted(took)}
        {waited > 0 && waited >= took / 100 && <span className="line-waited"> waited {lasted(waited)}</span>}
      </span>
    </>
  );
}

/** A stretch of the run's whole time; never so short that it cannot be seen. */
function Bar({ span, whole, kind }: { span: Span; whole: Whole; kind: "work" | "wait" }) {
  const all = whole.to - whole.from;
  const left = (100 * (span.from - whole.from)) / all;
  const width = (100 * ((span.to ?? whole.to) - span.from)) / all;
  return (
    <span
      className={`bar bar-${kind}`}
      style={{ left: `min(${left}%, calc(100% - 3px))`, width: `max(3px, ${width}%)` }}
    />
  );
}

function StepLine({ step }: { step: Step }) {
  const counts = [
    step.attempts > 1 && `${step.attempts} tries`,
    step.repairs > 0 && `${step.repairs} ${step.repairs === 1 ? "repair" : "repairs"}`,
    step.fallbacks > 0 && `${step.fallbacks} ${step.fallbacks === 1 ? "fallback" : "fallbacks"}`,
    step.failed && "failed",
  ].filter(Boolean);
  return (
    <span className="line-slot">
      {slotWords(step.slot)}
      {counts.length > 0 && <span className="quiet-text"> {counts.join(", ")}</span>}
    </span>
  );
}

function EventLine({ row: { event, depth } }: { row: Extract<Row, { kind: "event" }> }) {
  const { text, tone } = tell(event);
  return (
    <>
      <span className={`line-text told-${tone} line-depth-${depth}`}>{text}</span>
      <time dateTime={event.at} title={whole(event.at)}>
        {clockOf(event.at)}
      </time>
    </>
  );
}
