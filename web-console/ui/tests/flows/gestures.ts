import type { Does } from "../../src/flows/edit/ops/addState";
import type { Operation } from "../../src/flows/edit/ops/carryOut";
import { referencesTo } from "../../src/flows/edit/ops/references";
import { at, field, fieldsOf, isFields, type Value } from "../../src/flows/edit/ops/value";
import { waysFrom, waysOf } from "../../src/flows/edit/ops/ways";
import type { Random } from "./seed";

const TEXTS = [
  "plain words",
  "Who: nobody # really",
  "yes",
  "12",
  " blanks around ",
  "🙂 “quoted” 'it' \"too\"",
  "a\nb\n",
  "one\n\n  two\n# three",
  "${input.x}",
  "- [x] {y}, z",
  "tab\there",
  "",
];
const OUTCOMES = [
  "failed",
  "timeout",
  "http.404",
  "rejected",
  "expired",
  "exhausted",
  "limit",
  "unknown",
  "action.X1",
];

/** Some gesture that the diagram offers for a flow. */
export function gesture(flow: Value, random: Random): Operation {
  const states = Object.keys(fieldsOf(field(flow, "states")));
  const state = random(states);
  const to = random(states);
  const ways = waysOf(flow);
  const live = states.filter((name) => field(at(flow, ["states", name]), "end") === undefined);
  const from = live.length === 0 ? state : random(live);
  switch (random(["rename", "delete", "retarget", "add", "way", "way", "remove", "set", "set"])) {
    case "rename":
      return { op: "renameState", state, name: random(["renamed_1", "a-b", "null", "true", "Off", "x"]) };
    case "delete": {
      const { ways: leading, events } = referencesTo(flow, state);
      return {
        op: "deleteState",
        state,
        to: leading.length + events.length > 0 && to !== state ? to : undefined,
      };
    }
    case "retarget":
      return { op: "retarget", way: random(ways).way, to };
    case "remove":
      return { op: "removeWay", way: random(ways).way };
    case "add":
      return added(flow, random, from, to, state);
    case "way":
      return { op: "addWay", ...wayTo(flow, random, from, to) };
    default:
      return setting(flow, random, state);
  }
}

function wayTo(flow: Value, random: Random, state: string, to: string) {
  const next = at(flow, ["states", state, "next"]);
  const forms = [
    { kind: "otherwise", outcome: random(OUTCOMES) },
    ...(next === undefined ? [{ kind: "next" }] : []),
    ...(typeof next === "string" || Array.isArray(next)
      ? [
          {
            kind: "when",
            when: random(["has(order)", "a > 1 && b == 'x: y'", "{'a': 1}.a == 1", "x in [1, 2]"]),
          },
        ]
      : []),
    ...(isFields(next)
      ? [{ kind: "case", value: random(["other", "two words", "yes", "7"]) }, { kind: "else" }]
      : []),
  ] as const;
  const form = random(forms) as never;
  return random([true, true, true, false])
    ? { state, form, to }
    : { form: { kind: "otherwise" as const, outcome: random(OUTCOMES) }, to };
}

function added(flow: Value, random: Random, state: string, next: string, after: string): Operation {
  const does = random<Does>([
    { verb: "call", action: "get_order" },
    { verb: "llm", model: "fast", prompt: "Say:\n${x}\n" },
    { verb: "ask", title: "Is this: right?", by: "a, b", within: "24h" },
    { verb: "wait", for: "1h" },
    { verb: "set", name: "reply", value: "${order.id}, yes" },
    { verb: "flow", flow: "child" },
    { verb: "each", item: "one", in: "orders", action: "get_order" },
    { verb: "parallel", actions: ["a", "b"] },
    { verb: "branch" },
    { verb: "end", status: "failed" },
  ]);
  const own = waysFrom(state, at(flow, ["states", state])!);
  const way = own.length > 0 && random([true, false]) ? { way: random(own).way } : undefined;
  const outcome = random([true, false]) ? { outcome: random(OUTCOMES), state } : undefined;
  return {
    op: "addState",
    name: random(["fresh", "on", "a-new-one"]),
    does,
    after: random([after, undefined]),
    from: way ?? outcome,
    next,
  };
}

function setting(flow: Value, random: Random, state: string): Operation {
  const verb = ["llm", "ask", "wait", "approve"].find((key) => isFields(at(flow, ["states", state, key])));
  const path = random([
    ["title"],
    ["limits", random(["steps", "tokens"])],
    ["states", state, random(["title", "note", "timeout", "visits"])],
    ...(verb === undefined
      ? []
      : [["states", state, verb, random(["title", "model", "prompt", "within", "for"])]]),
    ...(isFields(at(flow, ["states", state, "llm"])) ? [["states", state, "llm", "context", "budget"]] : []),
    ["states", state, "retry", "max"],
  ]);
  const value = random<string | number | boolean | undefined>([
    random(TEXTS),
    random(TEXTS),
    7,
    0.25,
    undefined,
    undefined,
  ]);
  return { op: "setScalar", path, value };
}
