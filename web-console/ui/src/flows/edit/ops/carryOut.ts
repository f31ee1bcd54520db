import type { TextEdit } from "../types";
import * as addState from "./addState";
import * as addWay from "./addWay";
import * as deleteState from "./deleteState";
import { read, Refusal, type FlowFile } from "./file";
import * as removeWay from "./removeWay";
import * as renameState from "./renameState";
import * as retarget from "./retarget";
import * as setScalar from "./setScalar";
import { inverse, ordered, splice } from "./splice";
import { same, type Value } from "./value";

/** A gesture of the diagram. */
export type Operation =
  | addState.AddState
  | renameState.RenameState
  | deleteState.DeleteState
  | retarget.Retarget
  | addWay.AddWay
  | removeWay.RemoveWay
  | setScalar.SetScalar;

export type Outcome =
  | { done: true; edits: TextEdit[]; inverse: TextEdit[]; text: string }
  | { done: false; reason: string; places: string[] };

/**
 * The edits of one gesture. They are made only when the text they leave reads, and says what was meant and nothing else:
 * whatever a file is written like, a gesture does what it says or is refused with a reason.
 */
export function carryOut(
  source: string,
  operation: Operation,
  reader: (text: string) => FlowFile = read,
): Outcome {
  try {
    const file = reader(source);
    const edits = ordered(plan(file, operation));
    const text = splice(file.text, edits);
    if (!same(readAfter(text, reader), meaning(file.data, operation))) {
      throw new Refusal("It is written in a way that only the text can change.");
    }
    return { done: true, edits, inverse: inverse(file.text, edits), text };
  } catch (refused) {
    if (refused instanceof Refusal) {
      return { done: false, reason: refused.message, places: refused.places };
    }
    throw refused;
  }
}

function readAfter(text: string, reader: (text: string) => FlowFile): Value {
  try {
    return reader(text).data;
  } catch (refused) {
    if (refused instanceof Refusal) {
      throw new Refusal("It is written in a way that only the text can change.");
    }
    throw refused;
  }
}

/** Where the text changes. */
export function plan(file: FlowFile, operation: Operation): TextEdit[] {
  switch (operation.op) {
    case "addState":
      return addState.plan(file, operation);
    case "renameState":
      return renameState.plan(file, operation);
    case "deleteState":
      return deleteState.plan(file, operation);
    case "retarget":
      return retarget.plan(file, operation);
    case "addWay":
      return addWay.plan(file, operation);
    case "removeWay":
      return removeWay.plan(file, operation);
    case "setScalar":
      return setScalar.plan(file, operation);
  }
}

/** What the flow says afterwards. */
export function meaning(flow: Value, operation: Operation): Value {
  switch (operation.op) {
    case "addState":
      return addState.meaning(flow, operation);
    case "renameState":
      return renameState.meaning(flow, operation);
    case "deleteState":
      return deleteState.meaning(flow, operation);
    case "retarget":
      return retarget.meaning(flow, operation);
    case "addWay":
      return addWay.meaning(flow, operation);
    case "removeWay":
      return removeWay.meaning(flow, operation);
    case "setScalar":
      return setScalar.meaning(flow, operation);
  }
}
