import type { TextEdit } from "../types";
import { plan as planWay, meaning as meanWay } from "./addWay";
import { blockOf, deeper, insertEntry } from "./entries";
import { keyOf, mapAt, pairOf, Refusal, type FlowFile, type MapPair } from "./file";
import { columnOf, lineAfter, lineAt, lines, lineStart, pairEnd } from "./lines";
import { needNewName, needState } from "./names";
import { lead, needWay } from "./retarget";
import { blockLines, bracketed, fieldLines, styleOf } from "./style";
import { fieldsOf, isFields, put, type Fields, type Value } from "./value";
import type { Way } from "./ways";

/** What a new state does; whatever a verb needs besides, the checker asks for. */
export type Does =
  | { verb: "call"; action: string }
  | { verb: "llm"; model: string; prompt: string }
  | { verb: "ask"; title: string; by: string; within: string }
  | { verb: "wait"; for: string }
  | { verb: "set"; name: string; value: string }
  | { verb: "flow"; flow: string }
  | { verb: "each"; item: string; in: string; action: string }
  | { verb: "parallel"; actions: [string, string] }
  | { verb: "branch" }
  | { verb: "end"; status: "succeeded" | "failed" | "cancelled" };

export interface AddState {
  op: "addState";
  name: string;
  does: Does;
  /** The state below which it is written; the last one when left out. */
  after?: string;
  /** What leads to it: a way that is there, which it goes on to lead as before, or an outcome that had none. */
  from?: { way: Way } | { outcome: string; state?: string };
  /** Where it goes on, when no way says it. */
  next?: string;
}

export function plan(file: FlowFile, operation: AddState): TextEdit[] {
  const { name, from, after } = operation;
  needNewName(file.data, name);
  const state = stateOf(file.data, operation);
  const edits: TextEdit[] = [];
  if (from !== undefined && "way" in from) {
    edits.push(...lead(file, needWay(file.data, from.way).path, name));
  } else if (from !== undefined) {
    edits.push(...route(file, from, name));
  }
  return [...edits, ...write(file, name, state, after)];
}

function route(file: FlowFile, from: { outcome: string; state?: string }, name: string): TextEdit[] {
  // Only the name is new: the way may lead to a state that the same gesture adds.
  const known: FlowFile = { ...file, data: put(file.data, ["states", name], {}) };
  return planWay(known, {
    op: "addWay",
    state: from.state,
    form: { kind: "otherwise", outcome: from.outcome },
    to: name,
  });
}

function write(file: FlowFile, name: string, state: Fields, after: string | undefined): TextEdit[] {
  const states = mapAt(file, ["states"]);
  const pairs = states.items as MapPair[];
  const before = after === undefined ? pairs.at(-1) : pairOf(states, after);
  if (before === undefined) {
    throw new Refusal("The flow has no state to stand below; write the first one in the text.");
  }
  if (states.flow === true) {
    return insertEntry(
      file,
      states,
      name,
      state,
      pairs.map(keyOf).toSpliced(pairs.indexOf(before) + 1, 0, name),
    );
  }
  const column = columnOf(file, pairs[0]!.key.range![0]);
  const end = deeper(file, lineAfter(file, pairEnd(file, before)), column);
  const pad = " ".repeat(column);
  const written =
    "end" in state
      ? [`${pad}${name}: ${bracketed(state, file.quote)}`]
      : [
          `${pad}${blockLines(name, {}, column, styleOf(file), file)[0]!.replace(/ \{\}$/, "")}`,
          ...body(file, state, column),
        ];
  const isShort = (pair: MapPair) => !file.text.slice(pair.key.range![0], pairEnd(file, pair)).includes("\n");
  const airy = isAiry(file, states) && !("end" in state && isShort(before));
  const room = !("end" in state) && airy && isAnotherBelow(file, end);
  const added = [...(airy && isContent(file, end) ? [""] : []), ...written, ...(room ? [""] : [])];
  return [lines(file, end, added)];
}

const body = (file: FlowFile, state: Fields, column: number) => {
  const style = styleOf(file);
  return fieldLines(state, column + style.step, style, file);
};

/** Whether states stand apart from each other in this file. */
function isAiry(file: FlowFile, states: ReturnType<typeof mapAt>): boolean {
  const pairs = states.items as MapPair[];
  const blanks = pairs.slice(1).filter((pair) => {
    const { from } = blockOf(file, states, keyOf(pair));
    return from > 0 && lineAt(file, lineStart(file, from - 1)).trim() === "";
  });
  return pairs.length < 2 || blanks.length * 2 >= pairs.length - 1;
}

/** Whether the line above is no blank line. */
const isContent = (file: FlowFile, at: number) =>
  file.text[at - 1] !== "\n" || lineAt(file, lineStart(file, at - 1)).trim() !== "";

const isAnotherBelow = (file: FlowFile, at: number) =>
  at < file.text.length && lineAt(file, at).trim() !== "";

/** The new state as a value. */
export function stateOf(flow: Value, { does, from, next }: AddState): Fields {
  const on = from !== undefined && "way" in from ? needWay(flow, from.way).to : next;
  const verb = verbOf(does);
  if (does.verb === "end") {
    return verb;
  }
  if (on === undefined) {
    throw new Refusal("Say where the new state goes on; only an `end` goes nowhere.");
  }
  needState(flow, on);
  return { ...verb, next: on };
}

function verbOf(does: Does): Fields {
  switch (does.verb) {
    case "call":
      return { call: does.action, with: {} };
    case "llm":
      return { llm: { model: does.model, prompt: does.prompt } };
    case "ask":
      return { ask: { title: does.title, by: list(does.by), within: does.within } };
    case "wait":
      return { wait: { for: does.for } };
    case "set":
      return { set: Object.fromEntries([[does.name, does.value]]) };
    case "flow":
      return { flow: does.flow, with: {} };
    case "each":
      return { each: { item: does.item, in: does.in, step: { call: does.action, with: {} } } };
    case "parallel":
      return {
        parallel: {
          first: { call: does.actions[0], with: {} },
          second: { call: does.actions[1], with: {} },
        },
      };
    case "branch":
      return {};
    case "end":
      return { end: does.status };
  }
}

const list = (text: string): Value[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

export function meaning(flow: Value, operation: AddState): Value {
  const { name, from } = operation;
  needNewName(flow, name);
  const state = stateOf(flow, operation);
  let changed = put(flow, ["states", name], state);
  if (from !== undefined && "way" in from) {
    changed = put(changed, needWay(flow, from.way).path, name);
  } else if (from !== undefined) {
    changed = meanWay(changed, {
      op: "addWay",
      state: from.state,
      form: { kind: "otherwise", outcome: from.outcome },
      to: name,
    });
  }
  return isFields(changed) ? changed : fieldsOf(changed);
}
