import type { TextEdit } from "../types";
import { isWithinBrackets } from "./brackets";
import { Refusal, scalarAt, type FlowFile } from "./file";
import { needState } from "./names";
import { replaced } from "./scalar";
import { put, type Value } from "./value";
import { find, type Way } from "./ways";

/** A way leads to another state. */
export interface Retarget {
  op: "retarget";
  way: Way;
  to: string;
}

export function plan(file: FlowFile, { way, to }: Retarget): TextEdit[] {
  needState(file.data, to);
  const { path } = needWay(file.data, way);
  return lead(file, path, to);
}

export function lead(file: FlowFile, path: (string | number)[], to: string): TextEdit[] {
  return replaced(file, scalarAt(file, path), to, isWithinBrackets(file, path));
}

export function needWay(flow: Value, way: Way) {
  const found = find(flow, way);
  if (found === undefined) {
    throw new Refusal("The way is not there any more.");
  }
  return found;
}

export function meaning(flow: Value, { way, to }: Retarget): Value {
  needState(flow, to);
  return put(flow, needWay(flow, way).path, to);
}
