import { isMap, isScalar } from "yaml";
import type { TextEdit } from "../types";
import { isWithinBrackets } from "./brackets";
import { insertEntry, removeEntry } from "./entries";
import { mapAt, nodeAt, pairOf, Refusal, type FlowFile } from "./file";
import { endOf } from "./lines";
import { orderAt } from "./orders";
import { replaced, written } from "./scalar";
import { at, drop, fieldsOf, isFields, put, type Path, type Value } from "./value";

/** A single value is set, replaced or, without `value`, taken away. */
export interface SetScalar {
  op: "setScalar";
  path: string[];
  value?: string | number | boolean;
}

/** Parts that say nothing when they are empty; any other stays as `{}`. */
const HOLLOW = new Set(["limits", "retry", "context", "day", "otherwise"]);

export function plan(file: FlowFile, { path, value }: SetScalar): TextEdit[] {
  const node = nodeAt(file, path);
  const there = at(file.data, path);
  if (isFields(there) || Array.isArray(there)) {
    throw new Refusal(`\`${path.join(".")}\` is more than a single value; change it in the text.`);
  }
  if (value === undefined) {
    return there === undefined ? [] : remove(file, path);
  }
  if (path.some((step) => step === "__proto__") || path.length === 0) {
    throw new Refusal("There is no such place in a flow.");
  }
  if (isScalar(node) && node.range && node.range[0] !== node.range[1]) {
    return replaced(file, node, value, isWithinBrackets(file, path));
  }
  if (there === null) {
    return [fill(file, path, value)];
  }
  return insert(file, path, value);
}

/** Behind a key that has no value yet. */
function fill(file: FlowFile, path: Path, value: string | number | boolean): TextEdit {
  const pair = pairOf(mapAt(file, path.slice(0, -1)), String(path.at(-1)))!;
  const end = pair.key.range![1];
  const colon = /^[ \t]*:/.exec(file.text.slice(end));
  const text = written(value, isWithinBrackets(file, path), file.quote);
  const from = end + (colon?.[0].length ?? 0);
  return { from, to: from, insert: `${colon === null ? ":" : ""} ${text}` };
}

/** Into the deepest part that is there already, with what is missing on the way. */
function insert(file: FlowFile, path: Path, value: string | number | boolean): TextEdit[] {
  let depth = path.length - 1;
  while (depth > 0 && at(file.data, path.slice(0, depth)) === undefined) {
    depth--;
  }
  const home = path.slice(0, depth);
  const node = nodeAt(file, home);
  if (!isMap(node)) {
    throw new Refusal(`\`${home.join(".")}\` is not written as keys and values; change it in the text.`);
  }
  const inner = path.slice(depth + 1).reduceRight<Value>((below, step) => ({ [String(step)]: below }), value);
  return insertEntry(file, mapAt(file, home), String(path[depth]), inner, orderAt(home));
}

function remove(file: FlowFile, path: string[]): TextEdit[] {
  const gone = placeOf(file.data, path);
  const home = gone.slice(0, -1);
  const map = mapAt(file, home);
  if (Object.keys(fieldsOf(at(file.data, home))).length > 1) {
    return removeEntry(file, map, gone.at(-1)!);
  }
  if (home.length === 0) {
    throw new Refusal("The file would be empty.");
  }
  const from = map.range![0];
  if (map.flow === true) {
    return removeEntry(file, map, gone.at(-1)!);
  }
  return [{ from, to: endOf(file, map), insert: "{}" }];
}

/** What goes with the value: a part that would say nothing without it. */
function placeOf(flow: Value, path: string[]): string[] {
  let gone = path;
  while (gone.length > 1) {
    const home = gone.slice(0, -1);
    if (!HOLLOW.has(home.at(-1)!) || Object.keys(fieldsOf(at(flow, home))).length > 1) {
      return gone;
    }
    gone = home;
  }
  return gone;
}

export function meaning(flow: Value, { path, value }: SetScalar): Value {
  if (value !== undefined) {
    return put(flow, path, value);
  }
  return at(flow, path) === undefined ? flow : drop(flow, placeOf(flow, path));
}
