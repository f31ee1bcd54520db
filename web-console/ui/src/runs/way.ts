import type { RunEvent, RunStatus } from "../api/views";
import { moodOf, type Mood } from "./Place";

/** The way a run took through its flow, read off its log. */
export interface Way {
  /** How often each state was entered. */
  visits: Map<string, number>;
  /** `from → to` of each step taken. */
  steps: Set<string>;
  current: string | undefined;
  /** Waiting for somebody or something, working, stuck, or over. */
  mood: Mood;
}

export const step = (from: string, to: string) => `${from} → ${to}`;

export function wayOf(events: RunEvent[], status: RunStatus, state: string | undefined): Way {
  const visits = new Map<string, number>();
  const steps = new Set<string>();
  let last: string | undefined;
  for (const event of events) {
    const entered = entry(event);
    if (entered !== undefined) {
      visits.set(entered, (visits.get(entered) ?? 0) + 1);
      if (last !== undefined) {
        steps.add(step(last, entered));
      }
      last = entered;
    }
  }
  return { visits, steps, current: state ?? last, mood: moodOf(status) };
}

/** The state that an event enters. */
export function entry(event: RunEvent): string | undefined {
  return event.type === "StateEntered" && typeof event["state"] === "string" ? event["state"] : undefined;
}
