import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { hear, type Word } from "./stream";

/** Whether the page hears the server. `waiting` until the first word. */
export type Line = "waiting" | "open" | "lost";

let line: Line = "waiting";
const listeners = new Set<() => void>();

function turn(to: Line) {
  if (line !== to) {
    line = to;
    listeners.forEach((listener) => listener());
  }
}

export function useLine(): Line {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}

/**
 * Follows the server's changes and marks what they touch as stale, a few times a second at most. After a gap everything is
 * stale: nobody knows what was missed.
 */
export function follow(queries: QueryClient): () => void {
  const stale = new Set<string>();
  let decided = false;
  let flushing: ReturnType<typeof setTimeout> | undefined;

  function flush() {
    flushing = undefined;
    const changed = { runs: [...stale], holds: decided };
    stale.clear();
    decided = false;
    void queries.invalidateQueries({ predicate: (query) => touched(query, changed) && !isLong(query) });
    void queries.invalidateQueries({
      predicate: (query) => touched(query, changed) && isLong(query),
      refetchType: "none",
    });
  }

  function heard(word: Word) {
    switch (word.what) {
      case "hello":
        if (word.missed || line === "lost") {
          void queries.invalidateQueries();
        }
        turn("open");
        break;
      case "change":
        stale.add(word.run);
        decided ||= word.kind === "hold";
        flushing ??= setTimeout(flush, 250);
        break;
      case "resync":
        void queries.invalidateQueries();
        break;
      case "lost":
        turn("lost");
        break;
    }
  }

  const stop = hear(heard);
  return () => {
    stop();
    clearTimeout(flushing);
  };
}

/** @param holds whether holds are among it: the audit has nothing of other changes */
interface Changed {
  runs: string[];
  holds: boolean;
}

function touched({ queryKey: [what, which] }: Query, { runs, holds }: Changed): boolean {
  switch (what) {
    case "runs":
    case "holds":
      return true;
    case "audit":
      return holds;
    case "run":
    case "hold":
      return touches(runs, which);
    default:
      return false;
  }
}

/** A list that somebody has scrolled far into is not fetched anew under their hand: the page says that it is old. */
function isLong({ state: { data } }: Query): boolean {
  const pages = (data as InfiniteData<unknown> | undefined)?.pages;
  return Array.isArray(pages) && pages.length > 2;
}

/** A hold's id begins with its run's. */
function touches(runs: string[], which: unknown): boolean {
  return typeof which === "string" && runs.some((run) => which === run || which.startsWith(`${run}.`));
}
