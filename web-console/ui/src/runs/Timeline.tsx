import { useMemo } from "react";
import type { RunEvent } from "../api/views";
import { clockOf, whole } from "../parts/time";
import { Code } from "../parts/Value";
import { ModelCall } from "./ModelCall";
import { tell } from "./tell";
import { entry } from "./way";

interface Visit {
  state: string | undefined;
  visit: number;
  events: RunEvent[];
}

/** Groups a log by the visits of states, in order. */
export function visitsOf(events: RunEvent[]): Visit[] {
  const visits: Visit[] = [];
  for (const event of events) {
    const state = entry(event);
    const last = visits.at(-1);
    if (state !== undefined) {
      visits.push({ state, visit: Number(event["visit"] ?? 1), events: [] });
    } else if (last === undefined) {
      visits.push({ state: undefined, visit: 0, events: [event] });
    } else {
      last.events.push(event);
    }
  }
  return visits;
}

/** The log for reading: by state, a line an event, all of an event at a click. */
export function Timeline({ events }: { events: RunEvent[] }) {
  const visits = useMemo(() => visitsOf(events), [events]);
  return (
    <ol className="timeline" aria-label="What happened">
      {visits.map((visit, index) => (
        <li key={index}>
          {visit.state !== undefined && (
            <h3>
              {visit.state}
              {visit.visit > 1 && <span className="quiet-text"> visit {visit.visit}</span>}
            </h3>
          )}
          <ul>
            {visit.events.map((event) => (
              <Entry key={event.seq} event={event} all={events} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Entry({ event, all }: { event: RunEvent; all: RunEvent[] }) {
  const { text, tone } = tell(event);
  return (
    <li className={`entry entry-${tone}`}>
      <details>
        <summary>
          <span className="entry-text">{text}</span>
          <time dateTime={event.at} title={whole(event.at)}>
            {clockOf(event.at)}
          </time>
        </summary>
        {event.type === "ModelRequested" ? (
          <ModelCall asked={event} all={all} />
        ) : (
          <Code value={rest(event)} />
        )}
      </details>
    </li>
  );
}

function rest(event: RunEvent) {
  const { seq, at, type, ...others } = event;
  return { seq, type, at, ...others };
}
