import { isSeq } from "yaml";
import type { TextEdit } from "../types";
import { removeEntry, removeItem } from "./entries";
import { mapAt, nodeAt, Refusal, type FlowFile } from "./file";
import { needWay } from "./retarget";
import { at, drop, fieldsOf, type Path, type Value } from "./value";
import type { Way } from "./ways";

/** A way is taken away. What nobody handles then, the checker says. */
export interface RemoveWay {
  op: "removeWay";
  way: Way;
}

export function plan(file: FlowFile, { way }: RemoveWay): TextEdit[] {
  const place = placeOf(file.data, way);
  const key = place.at(-1)!;
  const home = place.slice(0, -1);
  if (typeof key === "number") {
    const list = nodeAt(file, home);
    if (!isSeq(list)) {
      throw new Refusal("The branches are written in a way that only the text can change.");
    }
    return removeItem(file, list, key);
  }
  return removeEntry(file, mapAt(file, home), key);
}

/** What goes: the way's key or item, or what would be empty without it. */
function placeOf(flow: Value, way: Way): Path {
  needWay(flow, way);
  switch (way.kind) {
    case "start":
      throw new Refusal("A flow needs a start; lead it to another state.");
    case "next":
      return ["states", way.state, "next"];
    case "branch": {
      const next = at(flow, ["states", way.state, "next"]) as Value[];
      return next.length > 1 ? ["states", way.state, "next", way.index] : ["states", way.state, "next"];
    }
    case "case": {
      const cases = ["states", way.state, "next", "cases"];
      if (Object.keys(fieldsOf(at(flow, cases))).length < 2) {
        throw new Refusal("It is the last case; a `match` without cases decides nothing.");
      }
      return [...cases, way.value];
    }
    case "else":
      return ["states", way.state, "next", "else"];
    case "otherwise":
      return alone(flow, ["states", way.state, "otherwise"], way.outcome);
    case "default":
      return alone(flow, ["otherwise"], way.outcome);
  }
}

const alone = (flow: Value, routes: Path, outcome: string): Path =>
  Object.keys(fieldsOf(at(flow, routes))).length > 1 ? [...routes, outcome] : routes;

export function meaning(flow: Value, { way }: RemoveWay): Value {
  return drop(flow, placeOf(flow, way));
}
