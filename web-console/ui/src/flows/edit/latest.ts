import { useEffect, useRef, useState } from "react";

/** Lets only the answer to the last question count: one that was asked before and comes later is dropped. */
export class Latest {
  #last = 0;

  /** A question is asked; whether its answer still counts, to be called when it is there. */
  ask(): () => boolean {
    const mine = ++this.#last;
    return () => mine === this.#last;
  }
}

export interface Answer<T> {
  /** The last answer that was one; undefined before any. */
  good: T | undefined;
  /** Why the last question got none; undefined when it got one. */
  problem: Error | undefined;
  /** Something has been asked since and is not answered yet. */
  busy: boolean;
}

const PAUSE = 300;

/**
 * Asks anew a moment after `key` has changed, and keeps the last good answer while a later question has none. Another `subject`
 * begins from nothing: what was told of one state says nothing of another.
 */
export function useLatest<T>(subject: string, key: string, question: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { of: string }>({
    of: subject,
    good: undefined,
    problem: undefined,
    busy: true,
  });
  const latest = useRef(new Latest());
  const asked = useRef(question);
  asked.current = question;
  useEffect(() => {
    const counts = latest.current.ask();
    const kept = (old: Answer<T> & { of: string }) => (old.of === subject ? old.good : undefined);
    setAnswer((old) => ({
      of: subject,
      good: kept(old),
      problem: old.of === subject ? old.problem : undefined,
      busy: true,
    }));
    const timer = setTimeout(() => {
      asked.current().then(
        (good) => counts() && setAnswer({ of: subject, good, problem: undefined, busy: false }),
        (problem: Error) =>
          counts() && setAnswer((old) => ({ of: subject, good: kept(old), problem, busy: false })),
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [subject, key]);
  return answer;
}
