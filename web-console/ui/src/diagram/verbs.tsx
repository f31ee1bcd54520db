import type { ReactNode } from "react";

/** A small picture and a word for each verb, so that a state's kind is seen before it is read. */
const PICTURES: Record<string, ReactNode> = {
  set: <path d="M3 6h10M3 10h10" />,
  call: <path d="M9 2 4 9h4l-1 5 5-7H8z" />,
  llm: <path d="M8 2v4M8 10v4M2 8h4M10 8h4M4 4l2 2M10 10l2 2M12 4l-2 2M6 10l-2 2" />,
  ask: (
    <>
      <circle cx="8" cy="5" r="2.5" />
      <path d="M3 14c0-3 2-5 5-5s5 2 5 5" />
    </>
  ),
  wait: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 2" />
    </>
  ),
  parallel: <path d="M8 2v3M4 14V9q0-4 4-4t4 4v5" />,
  each: <path d="M12.5 6A5 5 0 0 0 3.6 5M3.5 10a5 5 0 0 0 8.9 1M3 2.5V5.5h3M13 13.5v-3h-3" />,
  flow: <path d="M3 3h5v4H3zM8 9h5v4H8zM5.5 7v4H8" />,
  end: <path d="M5 5h6v6H5z" />,
  branch: <path d="M8 2 14 8 8 14 2 8z" />,
};

export function VerbPicture({ verb }: { verb: string }) {
  return (
    <svg className="verb-picture" viewBox="0 0 16 16" aria-hidden="true">
      {PICTURES[verb] ?? PICTURES["branch"]}
    </svg>
  );
}

const SAID: Record<string, string> = {
  set: "sets",
  call: "calls",
  llm: "asks the model",
  ask: "asks",
  wait: "waits",
  parallel: "side by side",
  each: "for each",
  flow: "runs the flow",
  end: "ends",
  branch: "decides",
};

export const saidVerb = (verb: string) => SAID[verb] ?? verb;
