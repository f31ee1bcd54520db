import type { TextEdit } from "../types";

/** The text with the edits made; they count from the text as it stands and do not overlap. */
export function splice(text: string, edits: TextEdit[]): string {
  let done = "";
  let at = 0;
  for (const edit of ordered(edits)) {
    done += text.slice(at, edit.from) + edit.insert;
    at = edit.to;
  }
  return done + text.slice(at);
}

/** The edits that make the text, out of what `edits` made of it, byte for byte again. */
export function inverse(text: string, edits: TextEdit[]): TextEdit[] {
  let moved = 0;
  return ordered(edits).map(({ from, to, insert }) => {
    const start = from + moved;
    moved += insert.length - (to - from);
    return { from: start, to: start + insert.length, insert: text.slice(from, to) };
  });
}

/** In the order of the text; insertions at one place become one, in the order in which they were asked for. */
export function ordered(edits: TextEdit[]): TextEdit[] {
  const sorted: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = sorted.at(-1);
    if (last !== undefined && edit.from < last.to) {
      throw new RangeError(`Edits overlap at ${edit.from}.`);
    }
    if (last !== undefined && last.from === last.to && edit.from === edit.to && last.from === edit.from) {
      last.insert += edit.insert;
    } else {
      sorted.push({ ...edit });
    }
  }
  return sorted.filter(({ from, to, insert }) => from !== to || insert !== "");
}
