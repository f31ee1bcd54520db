import { isMap, isScalar, isSeq } from "yaml";
import type { TextEdit } from "../types";
import { isWithinBrackets } from "./brackets";
import { insertEntry, insertItem } from "./entries";
import { mapAt, nodeAt, pairOf, Refusal, type FlowFile } from "./file";
import { columnOf } from "./lines";
import { needState } from "./names";
import { orderAt } from "./orders";
import { bracketed, styleOf } from "./style";
import { at, field, fieldsOf, isFields, put, type Path, type Value } from "./value";

/** A way that a state did not have: where it goes on, under a condition, for a case, or after another outcome. */
export interface AddWay {
  op: "addWay";
  /** Of the flow itself, for an outcome, when left out. */
  state?: string;
  form:
    | { kind: "next" }
    | { kind: "when"; when: string }
    | { kind: "case"; value: string }
    | { kind: "else" }
    | { kind: "otherwise"; outcome: string };
  to: string;
}

export function plan(file: FlowFile, operation: AddWay): TextEdit[] {
  const { form, to, state } = operation;
  needPossible(file.data, operation);
  const home: Path = state === undefined ? [] : ["states", state];
  const next = [...home, "next"];
  switch (form.kind) {
    case "next":
      return insertEntry(file, mapAt(file, home), "next", to, orderAt(home));
    case "when":
      return branch(file, next, form.when, to);
    case "case":
      return insertEntry(file, mapAt(file, [...next, "cases"]), form.value, to);
    case "else":
      return insertEntry(file, mapAt(file, next), "else", to, orderAt(next));
    case "otherwise": {
      const routes = nodeAt(file, [...home, "otherwise"]);
      if (isMap(routes)) {
        return insertEntry(file, mapAt(file, [...home, "otherwise"]), form.outcome, to);
      }
      return insertEntry(file, mapAt(file, home), "otherwise", { [form.outcome]: to }, orderAt(home));
    }
  }
}

/** A condition before the branches that are there; a plain next becomes the last of them. */
function branch(file: FlowFile, path: Path, when: string, to: string): TextEdit[] {
  const node = nodeAt(file, path);
  const fresh = { when, to };
  if (isSeq(node)) {
    const last = at(file.data, [...path, node.items.length - 1]);
    const final = isFields(last) && field(last, "when") === undefined;
    return insertItem(file, node, final ? node.items.length - 1 : node.items.length, fresh);
  }
  if (!isScalar(node) || !node.range) {
    throw new Refusal("`next` is written in a way that only the text can change.");
  }
  const [from, end] = node.range;
  const raw = file.text.slice(from, end);
  const first = bracketed(fresh, file.quote);
  const pair = pairOf(nodeAt(file, path.slice(0, -1)), "next")!;
  if (isWithinBrackets(file, path) || raw.includes("\n")) {
    return [{ from, to: end, insert: `[${first}, { to: ${raw} }]` }];
  }
  const keyEnd = pair.key.range![1];
  const between = file.text.slice(keyEnd, from);
  const indent = " ".repeat(columnOf(file, pair.key.range![0]) + styleOf(file).list);
  const start = /^\s*:[ \t]*$/.test(between) ? keyEnd + between.trimEnd().length : from;
  const lineBreak = file.eol + indent;
  return [{ from: start, to: end, insert: `${lineBreak}- ${first}${lineBreak}- { to: ${raw} }` }];
}

function needPossible(flow: Value, { state, form, to }: AddWay): void {
  needState(flow, to);
  const fields = state === undefined ? flow : needState(flow, state);
  const next = field(fields, "next");
  if (state === undefined && form.kind !== "otherwise") {
    throw new Refusal("The flow itself has routes for outcomes only.");
  }
  if (state !== undefined && !isFields(fields)) {
    throw new Refusal(`\`${state}\` is not written as keys and values; change it in the text.`);
  }
  if (field(fields, "end") !== undefined && state !== undefined) {
    throw new Refusal(`\`${state}\` ends the run: nothing follows it.`);
  }
  switch (form.kind) {
    case "next":
      if (next !== undefined) {
        throw new Refusal(`\`${state}\` goes on already; add a condition, or lead its way elsewhere.`);
      }
      return;
    case "when":
      if (form.when.trim() === "" || /[\r\n]/.test(form.when)) {
        throw new Refusal("A branch needs its condition, on one line.");
      }
      if (typeof next !== "string" && (!Array.isArray(next) || next.length === 0)) {
        throw new Refusal(
          next === undefined
            ? `\`${state}\` has no \`next\` yet: give it one first, for when no condition holds.`
            : `\`${state}\` goes on by \`match\`: add a case instead.`,
        );
      }
      return;
    case "case":
      if (!isFields(field(next, "cases"))) {
        throw new Refusal(`\`${state}\` does not go on by \`match\`; add a condition instead.`);
      }
      if (form.value === "" || form.value === "__proto__") {
        throw new Refusal("A case needs its value.");
      }
      if (field(field(next, "cases"), form.value) !== undefined) {
        throw new Refusal(`There is a case \`${form.value}\` already.`);
      }
      return;
    case "else":
      if (!isFields(next) || field(next, "else") !== undefined) {
        throw new Refusal(
          isFields(next) ? "There is an `else` already." : `\`${state}\` does not go on by \`match\`.`,
        );
      }
      return;
    case "otherwise":
      if (!/^[a-z_]+(\.[A-Za-z0-9_]+)?$/.test(form.outcome) || form.outcome === "__proto__") {
        throw new Refusal(`\`${form.outcome}\` is no outcome.`);
      }
      if (field(field(fields, "otherwise"), form.outcome) !== undefined) {
        throw new Refusal(`\`${form.outcome}\` has a way already; lead it elsewhere.`);
      }
      if (
        !["object", "undefined"].includes(typeof field(fields, "otherwise")) ||
        field(fields, "otherwise") === null
      ) {
        throw new Refusal("`otherwise` is not written as keys and values; change it in the text.");
      }
      return;
  }
}

export function meaning(flow: Value, operation: AddWay): Value {
  const { state, form, to } = operation;
  needPossible(flow, operation);
  const home: Path = state === undefined ? [] : ["states", state];
  const next = at(flow, [...home, "next"]);
  switch (form.kind) {
    case "next":
      return put(flow, [...home, "next"], to);
    case "when": {
      const all = Array.isArray(next) ? next : [{ to: next ?? null }];
      const last = all.at(-1);
      const cut = field(last, "when") === undefined ? all.length - 1 : all.length;
      const branches = [...all.slice(0, cut), { when: form.when, to }, ...all.slice(cut)];
      return put(flow, [...home, "next"], branches);
    }
    case "case":
      return put(flow, [...home, "next", "cases", form.value], to);
    case "else":
      return put(flow, [...home, "next", "else"], to);
    case "otherwise":
      return put(flow, [...home, "otherwise"], {
        ...fieldsOf(at(flow, [...home, "otherwise"])),
        [form.outcome]: to,
      });
  }
}
