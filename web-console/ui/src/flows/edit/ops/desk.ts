import { useCallback, useEffect, useRef, useState } from "react";
import type { Operation, Outcome } from "./carryOut";
import type { Outline, Reading } from "./outline";

export type Asked = { what: "read"; text: string } | { what: "do"; text: string; operation: Operation };

const waiting = new Map<number, (answer: never) => void>();
let worker: Worker | undefined;
let count = 0;

function ask<T>(asked: Asked): Promise<T> {
  worker ??= begin();
  const id = ++count;
  return new Promise((answer) => {
    waiting.set(id, answer);
    worker!.postMessage({ id, asked });
  });
}

function begin(): Worker {
  const begun = new Worker(new URL("./desk.worker.ts", import.meta.url), { type: "module" });
  begun.addEventListener("message", ({ data }: MessageEvent<{ id: number; answer: never }>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  });
  return begun;
}

/** A flow's text, read and changed by the worker. */
export interface Desk {
  /** What the text says; while it does not read, what it said before. */
  outline: Outline | undefined;
  /** Why the text as it stands cannot be read. */
  refused: string | undefined;
  /** The edits of a gesture on the text as it stands. */
  carryOut: (operation: Operation) => Promise<Outcome>;
}

const AGAIN = 3;

export function useDesk(source: string): Desk {
  const [seen, setSeen] = useState<{ outline?: Outline; refused?: string }>({});
  const now = useRef(source);
  const busy = useRef(false);
  now.current = source;
  useEffect(() => {
    // One reading at a time: of what was typed meanwhile only the last counts.
    const next = async () => {
      busy.current = true;
      let text: string;
      do {
        text = now.current;
        const reading = await ask<Reading>({ what: "read", text });
        setSeen((before) =>
          "outline" in reading
            ? { outline: reading.outline }
            : { outline: before.outline, refused: reading.refused },
        );
      } while (text !== now.current);
      busy.current = false;
    };
    if (!busy.current) {
      void next();
    }
  }, [source]);
  const carryOut = useCallback(async (operation: Operation): Promise<Outcome> => {
    for (let time = 0; time < AGAIN; time++) {
      const text = now.current;
      const outcome = await ask<Outcome>({ what: "do", text, operation });
      if (text === now.current) {
        return outcome;
      }
    }
    return { done: false, reason: "The text changed meanwhile; try again.", places: [] };
  }, []);
  return { outline: seen.outline, refused: seen.refused, carryOut };
}
