import { describe, expect, it } from "vitest";
import type { ForkPlan, PlannedRequest } from "../src/api/fork";
import type { RunEvent } from "../src/api/views";
import { fromWords, kindOf, summary, whereOf } from "../src/runs/fork/tally";
import { tell } from "../src/runs/tell";

const request = (more: Partial<PlannedRequest>): PlannedRequest => ({
  state: "pay",
  visit: 1,
  kind: "action",
  what: "pay",
  effect: "write",
  delivery: "idempotent",
  risk: "low",
  args: {},
  from: "again",
  at_once: true,
  ...more,
});

const plan = (...requests: PlannedRequest[]): ForkPlan => ({
  run: "r1",
  seq: 5,
  effects: "recorded",
  status: "paused",
  requests,
  holds: [],
});

describe("what a fork would do, in a sentence", () => {
  it("names writes before all else, and the risky among them", () => {
    expect(
      summary(plan(request({}), request({ risk: "high" }), request({ kind: "model", effect: undefined }))),
    ).toBe(
      "Would be done again: 2 writes (1 of high risk, after an approval of the fork's own) and 1 other request.",
    );
  });

  it("says that nothing is done again when all is recorded", () => {
    expect(summary(plan(request({ from: "record" })))).toBe(
      "Nothing would be done again. One answer comes from the record: nobody is asked.",
    );
    expect(summary(plan(request({ from: "record" }), request({ from: "record" })))).toMatch(/2 answers come/);
    expect(summary(plan())).toBe("Nothing would be done again.");
  });
});

describe("one request of a fork", () => {
  it("is told in words, whatever its colour", () => {
    expect(kindOf(request({ risk: "high", delivery: "at_most_once" }))).toEqual({
      word: "writes, high risk, at most once",
      tone: "risky",
    });
    expect(kindOf(request({ effect: "read" })).word).toBe("reads");
    expect(kindOf(request({ kind: "model" })).word).toBe("asks a model");
    expect(kindOf(request({ kind: "flow" })).word).toBe("starts a run");
  });

  it("says where its answer comes from", () => {
    expect(fromWords(request({}))).toBe("done again");
    expect(fromWords(request({ from: "record", answer: "result", recorded_at: 7 }))).toBe(
      "recorded answer (event 7)",
    );
    expect(fromWords(request({ from: "record", answer: "failed", recorded_at: 7 }))).toBe(
      "recorded failure (event 7)",
    );
    expect(fromWords(request({ from: "record", answer: "unknown" }))).toMatch(/a person is asked/);
  });

  it("has a place with its slot and its visit", () => {
    expect(whereOf({ state: "a", visit: 1 })).toBe("a");
    expect(whereOf({ state: "a", visit: 2, slot: "b" })).toBe("a / b, visit 2");
  });
});

describe("a fork in the timeline", () => {
  it("says whose it is and that nobody was asked", () => {
    const event = (type: string, more: object): RunEvent => ({
      seq: 9,
      at: "2026-11-22T12:00:00Z",
      type,
      ...more,
    });
    expect(tell(event("RunForked", { by: "kim", from: "r1", after: 5 })).text).toBe(
      "From here on a run of its own: forked by kim after event 5 of r1",
    );
    expect(tell(event("AnswerRecalled", {})).text).toMatch(/^Nobody is asked/);
  });
});
