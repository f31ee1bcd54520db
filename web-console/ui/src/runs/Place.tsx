import type { RunStatus } from "../api/views";

/** How a run stands to its state: at work there, waiting, stuck, or past it. */
export type Mood = "waiting" | "working" | "stuck" | "over";

export function moodOf(status: RunStatus): Mood {
  switch (status) {
    case "running":
      return "working";
    case "paused":
      return "waiting";
    case "stuck":
      return "stuck";
    case "succeeded":
    case "failed":
    case "cancelled":
      return "over";
  }
}

const WORDS: Record<Mood, string> = {
  working: "works at",
  waiting: "waits at",
  stuck: "stuck at",
  over: "ended at",
};

/** The state a run is in. One that works is a filled shape that moves, one that waits an open one that does not. */
export function Place({ state, status }: { state: string | undefined; status: RunStatus }) {
  if (state === undefined) {
    return null;
  }
  const mood = moodOf(status);
  return (
    <span className={`place place-${mood}`}>
      <span className="place-shape" aria-hidden="true" />
      <span className="unseen">{WORDS[mood]} </span>
      {state}
    </span>
  );
}
