import { isCollection, isPair, isScalar, Scalar } from "yaml";
import type { TextEdit } from "../types";
import type { FlowFile, MapPair } from "./file";

/** Where lines, and what stands on them, begin and end in a file's text. */

export function lineStart(file: FlowFile, at: number): number {
  const start = file.text.lastIndexOf("\n", at - 1) + 1;
  return start === 0 && file.text.startsWith("\ufeff") && at > 0 ? 1 : start;
}

export const columnOf = (file: FlowFile, at: number) => at - lineStart(file, at);

/** Where the line after the one begins that a content ends on: the text's end when there is none. */
export function lineAfter(file: FlowFile, end: number): number {
  if (end > 0 && file.text[end - 1] === "\n") {
    return end;
  }
  const at = file.text.indexOf("\n", end);
  return at < 0 ? file.text.length : at + 1;
}

/** Where the line after the one that begins at `start` begins. */
export function nextLine(file: FlowFile, start: number): number {
  const at = file.text.indexOf("\n", start);
  return at < 0 ? file.text.length : at + 1;
}

/** Whole lines put in at the beginning of a line, or behind a last line that has no end. */
export function lines(file: FlowFile, at: number, added: string[]): TextEdit {
  const open = at > 0 && file.text[at - 1] !== "\n" && !(at === 1 && file.text.startsWith("\ufeff"));
  const text = open
    ? added.map((line) => file.eol + line).join("")
    : added.map((line) => line + file.eol).join("");
  return { from: at, to: at, insert: text };
}

/** Where a value's own text ends, without the comments and blank lines behind it. */
export function endOf(file: FlowFile, node: unknown): number {
  if (isScalar(node)) {
    const end = node.range![1];
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    const keeps = isBlock && /^[|>][0-9]?\+/.test(file.text.slice(node.range![0]));
    return isBlock && !keeps ? withoutBlankLines(file, node.range![0], end) : end;
  }
  if (isCollection(node)) {
    const last = node.items.at(-1);
    if (node.flow === true || last === undefined) {
      return node.range![1];
    }
    return isPair(last) ? pairEnd(file, last as MapPair) : endOf(file, last);
  }
  return (node as { range?: [number, number, number] }).range?.[1] ?? 0;
}

export function pairEnd(file: FlowFile, pair: MapPair): number {
  const { value } = pair;
  const empty = value === null || (isScalar(value) && value.range?.[0] === value.range?.[1]);
  if (!empty) {
    return endOf(file, value);
  }
  const end = pair.key.range![1];
  const colon = /^\s*:/.exec(file.text.slice(end));
  return colon === null ? end : end + colon[0].length;
}

/** Lines of nothing but blanks at the end of a block belong to nobody. */
function withoutBlankLines(file: FlowFile, from: number, end: number): number {
  let at = end;
  while (at > from) {
    const start = lineStart(file, at - 1);
    if (file.text[at - 1] !== "\n" || start <= from || file.text.slice(start, at).trim() !== "") {
      return at;
    }
    at = start;
  }
  return end;
}

/** A line's text without its end. */
export const lineAt = (file: FlowFile, start: number) =>
  /^[^\n]*/.exec(file.text.slice(start))![0].replace(/\r$/, "");
