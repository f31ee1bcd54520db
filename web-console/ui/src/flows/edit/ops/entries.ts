import { isCollection, isMap, isScalar, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { TextEdit } from "../types";
import { comments, keyOf, pairOf, Refusal, type FlowFile, type MapPair } from "./file";
import { columnOf, endOf, lineAfter, lineAt, lines, lineStart, nextLine, pairEnd } from "./lines";
import { blockLines, bracketed, styleOf } from "./style";
import { written } from "./scalar";
import type { Value } from "./value";

type Keys = YAMLMap<Scalar, unknown>;

/** Puts a key and its value into a map, behind the keys that stand before it in `order`. */
export function insertEntry(
  file: FlowFile,
  map: Keys,
  key: string,
  value: Value,
  order: readonly string[] = [],
): TextEdit[] {
  const pairs = map.items as MapPair[];
  const before = pairs[lastBefore(pairs, key, order)];
  if (map.flow === true || pairs.length === 0) {
    const entry = `${written(key, true, file.quote)}: ${bracketed(value, file.quote)}`;
    return [intoBrackets(file, map, pairs, before, entry)];
  }
  const indent = columnOf(file, simple(file, pairs[0]!).key.range![0]);
  const [first, ...rest] = blockLines(key, value, indent, styleOf(file), file);
  const pad = " ".repeat(indent);
  if (before === undefined) {
    const at = pairs[0]!.key.range![0];
    return [{ from: at, to: at, insert: [first, ...rest].join(file.eol) + file.eol + pad }];
  }
  return [lines(file, lineAfter(file, pairEnd(file, before)), [pad + first, ...rest])];
}

/** The last pair of the file that stands before the key in the order; none where the key comes first. */
function lastBefore(pairs: MapPair[], key: string, order: readonly string[]): number {
  const rank = order.indexOf(key);
  return rank < 0
    ? pairs.length - 1
    : pairs.findLastIndex((pair) => order.indexOf(keyOf(pair)) < rank || !order.includes(keyOf(pair)));
}

function intoBrackets(
  file: FlowFile,
  map: Keys,
  pairs: MapPair[],
  before: MapPair | undefined,
  entry: string,
): TextEdit {
  const open = map.range![0] + 1;
  const [first] = pairs;
  if (first === undefined) {
    const closes = file.text[open] === "}";
    return { from: open, to: open, insert: ` ${entry}${closes ? " " : ""}` };
  }
  if (before === undefined) {
    const at = first.key.range![0];
    return { from: at, to: at, insert: `${entry}, ` };
  }
  const end = pairEnd(file, before);
  return { from: end, to: end, insert: `,${gap(file, pairs.map(startOf))}${entry}` };
}

/** What stands between entries in brackets: a blank, or a new line where each has its own. */
function gap(file: FlowFile, starts: number[]): string {
  const [first, second] = starts;
  const apart =
    first !== undefined && second !== undefined && lineStart(file, first) !== lineStart(file, second);
  return apart ? file.eol + " ".repeat(columnOf(file, second)) : " ";
}

const startOf = (pair: MapPair) => pair.key.range![0];

/** Takes a key and its value out of a map that has others; comments stay unless they go `along`. */
export function removeEntry(file: FlowFile, map: Keys, key: string, along = false): TextEdit[] {
  const pairs = map.items as MapPair[];
  const index = pairs.findIndex((pair) => keyOf(pair) === key);
  const pair = simple(file, pairs[index]);
  const parts = pairs.map((one) => ({ from: startOf(one), to: pairEnd(file, one) }));
  return map.flow === true
    ? [outOfBrackets(file, parts, index, along)]
    : [outOfLines(file, startOf(pair), pairEnd(file, pair), pairs[index + 1]?.key.range?.[0], along)];
}

/** Takes an item out of a list that has others. */
export function removeItem(file: FlowFile, list: YAMLSeq, index: number): TextEdit[] {
  const parts = list.items.map((item, i) => ({ from: itemStart(list, i), to: endOf(file, item) }));
  return list.flow === true
    ? [outOfBrackets(file, parts, index, false)]
    : [outOfLines(file, parts[index]!.from, parts[index]!.to, parts[index + 1]?.from, false)];
}

/** Puts an item into a list before the one at `index`, or at its end; written as its neighbours are. */
export function insertItem(
  file: FlowFile,
  list: YAMLSeq,
  index: number,
  item: Record<string, Value>,
): TextEdit[] {
  const flat = bracketed(item, file.quote);
  const { items } = list;
  const here = items[index];
  const before = items[index - 1];
  if (list.flow === true || items.length === 0) {
    const starts = items.map((_, i) => itemStart(list, i));
    if (items.length === 0) {
      throw new Refusal("An empty list stands there; change it in the text.");
    }
    if (before !== undefined) {
      const end = endOf(file, before);
      return [{ from: end, to: end, insert: `,${gap(file, starts)}${flat}` }];
    }
    const start = starts[0]!;
    return [{ from: start, to: start, insert: `${flat}, ` }];
  }
  const mark = itemStart(list, 0);
  const indent = columnOf(file, mark);
  const pad = " ".repeat(indent);
  const like = before ?? here;
  const block = isMap(like) && like.flow !== true;
  const added = block
    ? Object.entries(item).map(([key, value], i) => {
        const [line] = blockLines(key, value, indent + 2, styleOf(file), file);
        return `${pad}${i === 0 ? "- " : "  "}${line}`;
      })
    : [`${pad}- ${flat}`];
  if (before !== undefined) {
    return [lines(file, lineAfter(file, endOf(file, before)), added)];
  }
  return [{ from: mark, to: mark, insert: added.join(file.eol).slice(indent) + file.eol + pad }];
}

function itemStart(list: YAMLSeq, index: number): number {
  const token = list.srcToken as { items?: { start: { type: string; offset: number }[] }[] } | undefined;
  if (list.flow === true) {
    return (list.items[index] as { range: [number, number, number] }).range[0];
  }
  const mark = token?.items?.[index]?.start.find(({ type }) => type === "seq-item-ind");
  if (mark === undefined) {
    throw new Refusal("The list is written in a way that only the text can change.");
  }
  return mark.offset;
}

function outOfBrackets(
  file: FlowFile,
  parts: { from: number; to: number }[],
  index: number,
  along: boolean,
): TextEdit {
  const part = parts[index]!;
  const next = parts[index + 1];
  const last = parts[index - 1];
  if (next !== undefined) {
    const kept = inside(file, part.from, next.from, along ? part.to : undefined);
    const pad = file.eol + " ".repeat(columnOf(file, next.from));
    return { from: part.from, to: next.from, insert: kept.map((text) => text + pad).join("") };
  }
  const from = last?.to ?? part.from;
  const kept = inside(file, from, part.to, undefined).filter(() => !along);
  const pad = file.eol + " ".repeat(columnOf(file, part.from));
  return { from, to: part.to, insert: kept.map((text, i) => (i === 0 ? " " : "") + text + pad).join("") };
}

/** Whole lines, or what stands behind a list's mark when that is where the part begins. */
function outOfLines(
  file: FlowFile,
  from: number,
  to: number,
  next: number | undefined,
  along: boolean,
): TextEdit {
  const start = lineStart(file, from);
  const end = lineAfter(file, to);
  const kept = along ? [] : inside(file, from, end, undefined);
  const pad = " ".repeat(columnOf(file, from));
  if (file.text.slice(start, from).trim() !== "" && !/^\s*-?$/.test(file.text.slice(start, from))) {
    throw new Refusal("It is written in a way that only the text can change.");
  }
  if (file.text.slice(start, from).includes("-")) {
    if (next === undefined) {
      throw new Refusal("Nothing would be left there; change it in the text.");
    }
    return { from, to: next, insert: kept.map((text) => text + file.eol + pad).join("") };
  }
  const atEnd = end === file.text.length && file.text[end - 1] !== "\n";
  if (atEnd && kept.length === 0) {
    const line = Math.max(0, start - 1);
    return { from: file.text[line - 1] === "\r" ? line - 1 : line, to: end, insert: "" };
  }
  return { from: start, to: end, insert: kept.map((text) => pad + text + (atEnd ? "" : file.eol)).join("") };
}

/** The comments of a stretch; `after` leaves out those before it. */
function inside(file: FlowFile, from: number, to: number, after: number | undefined): string[] {
  return comments(file.text)
    .filter((comment) => comment.from >= Math.max(from, after ?? from) && comment.from < to)
    .map((comment) => file.text.slice(comment.from, comment.to).trimEnd());
}

/** A state's lines with its own comments: those above it without a blank line between, and deeper ones below it. */
export function blockOf(file: FlowFile, map: Keys, key: string): { from: number; to: number; last: boolean } {
  const pairs = map.items as MapPair[];
  const index = pairs.findIndex((pair) => keyOf(pair) === key);
  const pair = simple(file, pairs[index]);
  const column = columnOf(file, startOf(pair));
  let from = lineStart(file, startOf(pair));
  const floor =
    index === 0
      ? lineAfter(file, pairOf(file.root, "states")!.key.range![1])
      : lineAfter(file, pairEnd(file, pairs[index - 1]!));
  while (from > floor) {
    const above = lineStart(file, from - 1);
    const line = lineAt(file, above);
    if (above < floor || !/^\s*#/.test(line) || /^\s*/.exec(line)![0].length !== column) {
      break;
    }
    from = above;
  }
  return {
    from,
    to: deeper(file, lineAfter(file, pairEnd(file, pair)), column),
    last: index === pairs.length - 1,
  };
}

/** Past comments that are indented deeper than a column. */
export function deeper(file: FlowFile, at: number, column: number): number {
  let end = at;
  let next = at;
  while (next < file.text.length && (next === 0 || file.text[next - 1] === "\n")) {
    const line = lineAt(file, next);
    if (line.trim() !== "" && !/^\s*#/.test(line)) {
      break;
    }
    const after = nextLine(file, next);
    if (line.trim() !== "") {
      if (/^\s*/.exec(line)![0].length <= column) {
        break;
      }
      end = after;
    }
    next = after;
  }
  return end;
}

function simple(file: FlowFile, pair: MapPair | undefined): MapPair {
  const start = pair?.key.range?.[0];
  if (pair === undefined || start === undefined || !isScalar(pair.key)) {
    throw new Refusal("It is not there any more.");
  }
  if (/\?\s+$/.test(file.text.slice(lineStart(file, start), start))) {
    throw new Refusal("The key is written with `?`; change it in the text.");
  }
  return pair;
}

export const isBracketed = (node: unknown) => isCollection(node) && node.flow === true;
