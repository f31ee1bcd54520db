import type { Json } from "../../api/views";
import { isObject } from "../../form/schema";

/** One value that is another: where, and what it was and is; undefined where it is not there. */
export interface Difference {
  path: string;
  before: Json | undefined;
  after: Json | undefined;
}

/** What two values differ in, as deep as it goes, in the order of the new one and then of the old one. */
export function differences(before: Json | undefined, after: Json | undefined, path = ""): Difference[] {
  if (same(before, after)) {
    return [];
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return names.flatMap((name) =>
      differences(before[name], after[name], path === "" ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item, index) => differences(before[index], item, `${path}[${index}]`));
  }
  return [{ path, before, after }];
}

/** Equal as JSON, whatever the order of an object's keys. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) {
    return true;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => name in other && same(one[name], other[name]))
    );
  }
  return false;
}

export type Word = { kind: "same" | "gone" | "new"; text: string };

/** Longer texts are shown whole, before and after: the table of common words grows with both lengths. */
const MOST_WORDS = 600;

/** What of a text is kept, taken out and put in, word by word; undefined where it is too long to tell. */
export function words(before: string, after: string): Word[] | undefined {
  const old = before.match(/\s+|[^\s]+/gu) ?? [];
  const now = after.match(/\s+|[^\s]+/gu) ?? [];
  if (old.length > MOST_WORDS || now.length > MOST_WORDS) {
    return undefined;
  }
  const lengths = common(old, now);
  const result: Word[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const kept = i < old.length && j < now.length && old[i] === now[j];
    if (kept) {
      push(result, "same", now[j] ?? "");
      i++;
      j++;
    } else if (i < old.length && (j === now.length || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      push(result, "gone", old[i] ?? "");
      i++;
    } else {
      push(result, "new", now[j] ?? "");
      j++;
    }
  }
  return result;
}

function push(result: Word[], kind: Word["kind"], text: string) {
  const last = result.at(-1);
  if (last?.kind === kind) {
    last.text += text;
  } else {
    result.push({ kind, text });
  }
}

const at = (table: number[][], i: number, j: number) => table[i]?.[j] ?? 0;

/** How many words the rests from i and j on have in common, in their order. */
function common(old: string[], now: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i];
    for (let j = now.length - 1; row !== undefined && j >= 0; j--) {
      row[j] =
        old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
