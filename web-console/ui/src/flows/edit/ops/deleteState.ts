import { isSeq } from "yaml";
import type { TextEdit } from "../types";
import { blockOf, removeEntry, removeItem } from "./entries";
import { mapAt, nodeAt, pairOf, Refusal, type FlowFile } from "./file";
import { lineAfter, lineAt, lineStart, nextLine, pairEnd } from "./lines";
import { needState } from "./names";
import { referencesTo, tell, type References } from "./references";
import { lead } from "./retarget";
import { at, drop, fieldsOf, put, type Path, type Value } from "./value";

/** A state goes, with its comments. What leads to it leads to `to` then; without `to` nothing may. */
export interface DeleteState {
  op: "deleteState";
  state: string;
  to?: string;
}

export function plan(file: FlowFile, { state, to }: DeleteState): TextEdit[] {
  const rest = others(file.data, state, to);
  const states = mapAt(file, ["states"]);
  return [
    ...rest.ways.flatMap(({ path }) => lead(file, path, to!)),
    ...rest.events.flatMap((path) => {
      const list = nodeAt(file, path.slice(0, -1));
      if (!isSeq(list) || list.items.length < 2) {
        throw new Refusal(
          `The context of \`${path[1]}\` loads only its events; change that in the text first.`,
        );
      }
      return removeItem(file, list, Number(path.at(-1)));
    }),
    ...(states.flow === true ? removeEntry(file, states, state, true) : lines(file, state)),
  ];
}

/** The lines of a state, and the blank lines between it and the next. */
function lines(file: FlowFile, state: string): TextEdit[] {
  const states = mapAt(file, ["states"]);
  let { from, to } = blockOf(file, states, state);
  const index = Object.keys(fieldsOf(at(file.data, ["states"]))).indexOf(state);
  const blank = (start: number) => start < file.text.length && lineAt(file, start).trim() === "";
  const before = states.items[index - 1];
  const floor = before === undefined ? from : lineAfter(file, pairEnd(file, before as never));
  if (pairOf(states, state) !== states.items.at(-1)) {
    while (blank(to)) {
      to = nextLine(file, to);
    }
  } else {
    while (from > floor && blank(lineStart(file, from - 1))) {
      from = lineStart(file, from - 1);
    }
  }
  return [{ from, to, insert: "" }];
}

/** What names the state besides itself; refuses what cannot be led elsewhere. */
function others(flow: Value, state: string, to: string | undefined): References {
  needState(flow, state);
  if (Object.keys(fieldsOf(at(flow, ["states"]))).length < 2) {
    throw new Refusal("It is the only state; a flow needs one.");
  }
  const all = referencesTo(flow, state);
  const outside = ({ path }: { path: Path }) => !(path[0] === "states" && path[1] === state);
  const rest = {
    ways: all.ways.filter(outside),
    events: all.events.filter((path) => outside({ path })),
    mentions: all.mentions.filter(outside),
  };
  if (rest.mentions.length > 0) {
    throw new Refusal(`Expressions name \`${state}\`; change them in the text first.`, tell(all, state));
  }
  if (to === undefined && rest.ways.length + rest.events.length > 0) {
    throw new Refusal(`Other parts of the flow lead to \`${state}\`.`, tell(all, state));
  }
  if (to !== undefined && rest.ways.length > 0) {
    needState(flow, to);
    if (to === state) {
      throw new Refusal("What led to the state must lead to another.");
    }
  }
  return rest;
}

export function meaning(flow: Value, { state, to }: DeleteState): Value {
  const rest = others(flow, state, to);
  let changed = flow;
  for (const { path } of rest.ways) {
    changed = put(changed, path, to!);
  }
  for (const path of [...rest.events].reverse()) {
    changed = drop(changed, path);
  }
  return drop(changed, ["states", state]);
}
