import { keyOf, mapAt, read, Refusal, type FlowFile, type MapPair } from "./file";
import { pairEnd } from "./lines";
import type { Value } from "./value";

/** What the diagram needs to know of a text: what it says, and which lines each state takes. */
export interface Outline {
  flow: Value;
  /** First and last line of each state, from 1. */
  lines: Record<string, [number, number]>;
}

export type Reading = { outline: Outline } | { refused: string };

export function outlineOf(text: string, reader: (text: string) => FlowFile = read): Reading {
  try {
    const file = reader(text);
    const states = mapAt(file, ["states"]).items as MapPair[];
    let line = 1;
    let at = 0;
    const lineOf = (offset: number) => {
      for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
        at = next + 1;
        line++;
      }
      return line;
    };
    const lines = states.map((pair): [string, [number, number]] => {
      const first = lineOf(pair.key.range![0]);
      return [keyOf(pair), [first, lineOf(pairEnd(file, pair) - 1)]];
    });
    return { outline: { flow: file.data, lines: Object.fromEntries(lines) } };
  } catch (refused) {
    if (refused instanceof Refusal) {
      return { refused: refused.message };
    }
    throw refused;
  }
}
