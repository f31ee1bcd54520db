import { describe, expect, it } from "vitest";
import { beginning, type RunItem } from "../src/api/runs";
import type { Json, RunEvent, RunStatus } from "../src/api/views";
import { budgetOf, cacheWords, off } from "../src/runs/detail/tokens";
import { lasted } from "../src/runs/lasted";
import { whatHappens } from "../src/runs/list/whatHappens";
import { moodOf } from "../src/runs/Place";
import { attemptsOf, exchangesOf, has } from "../src/runs/steps/exchanges";
import { entryOf, find, rowsOf, slotWords, visitsOf } from "../src/runs/steps/steps";
import { tell } from "../src/runs/tell";

const BEGUN = Date.parse("2026-11-22T12:00:00Z");

/** A log from its events, one a second. */
function log(...events: [type: string, more?: object][]): RunEvent[] {
  return events.map(([type, more], index) => ({
    seq: index + 1,
    at: new Date(BEGUN + index * 1_000).toISOString(),
    type,
    ...more,
  }));
}

const entered = (state: string, visit = 1): [string, object] => ["StateEntered", { state, visit }];
const step = (state: string, slot = "", visit = 1) => ({ step: `r/${state}/${visit}/${slot}` });

describe("the steps of a log", () => {
  const parallel = log(
    ["RunStarted"],
    entered("ask_both"),
    ["CallRequested", { ...step("ask_both", "left"), attempt: 1, action: "a" }],
    ["CallRequested", { ...step("ask_both", "right"), attempt: 1, action: "b" }],
    ["CallFailed", { ...step("ask_both", "left"), attempt: 1, kind: "timeout", message: "late" }],
    ["CallSucceeded", { ...step("ask_both", "right"), attempt: 1, result: 1 }],
    ["CallRequested", { ...step("ask_both", "left"), attempt: 2, action: "a" }],
    ["CallSucceeded", { ...step("ask_both", "left"), attempt: 2, result: 2 }],
    ["StateCompleted", { state: "ask_both", visit: 1 }],
    entered("done"),
    ["RunEnded", { status: "succeeded" }],
  );

  it("are those of the branches, each with its tries", () => {
    const [, visit] = visitsOf(parallel);
    expect(visit?.steps.map(({ slot, attempts, failed }) => ({ slot, attempts, failed }))).toEqual([
      { slot: "left", attempts: 2, failed: false },
      { slot: "right", attempts: 1, failed: false },
    ]);
  });

  it("stand together in the timeline, and none of its events is lost or told twice", () => {
    const rows = rowsOf(visitsOf(parallel));
    expect(rows.map((row) => (row.kind === "event" ? row.seq : `${row.kind} ${row.seq}`))).toEqual([
      1,
      "visit 2",
      "step 3",
      3,
      5,
      7,
      8,
      "step 4",
      4,
      6,
      9,
      "visit 10",
      11,
    ]);
  });

  it("are those of the items of an each, counted from one for people", () => {
    const visits = visitsOf(
      log(
        entered("every"),
        ["EachStarted", { state: "every", visit: 1, items: [1, 2] }],
        ["ModelRequested", { ...step("every", "0"), purpose: "answer" }],
        ["ModelRequested", { ...step("every", "1"), purpose: "answer" }],
      ),
    );
    expect(visits[0]?.steps.map((one) => slotWords(one.slot))).toEqual(["item 1", "item 2"]);
    expect(rowsOf(visits).map((row) => row.kind)).toEqual([
      "visit",
      "event",
      "step",
      "event",
      "step",
      "event",
    ]);
  });

  it("take the events of a hold to the step that it holds", () => {
    const visits = visitsOf(
      log(
        entered("pay"),
        ["HoldOpened", { hold: { id: "r.pay.1.left", step: "r/pay/1/left" } }],
        ["HoldApproved", { hold: "r.pay.1.left", by: "sam" }],
      ),
    );
    expect(visits[0]?.steps.map((one) => [one.slot, one.events.length])).toEqual([["left", 2]]);
  });

  it("count repairs and fallbacks", () => {
    const visits = visitsOf(
      log(
        entered("ask"),
        ["ModelRequested", { ...step("ask"), purpose: "answer", model: "fast" }],
        ["ModelFailed", { ...step("ask"), kind: "timeout", message: "", fallback: "slow" }],
        ["ModelRequested", { ...step("ask"), purpose: "answer", model: "slow" }],
        ["ModelReplied", { ...step("ask"), text: "no" }],
        ["ReplyRefused", { ...step("ask"), problems: ["is no number"] }],
        ["ModelRequested", { ...step("ask"), purpose: "repair", model: "slow" }],
        ["ModelReplied", { ...step("ask"), text: "7" }],
        ["ReplyAccepted", { ...step("ask"), value: 7 }],
      ),
    );
    expect(visits[0]?.steps[0]).toMatchObject({ attempts: 3, repairs: 1, fallbacks: 1 });
  });
});

describe("one selection", () => {
  const visits = visitsOf(
    log(["RunStarted"], entered("a"), ["ValuesSet"], entered("b"), entered("a", 2), ["ValuesSet"]),
  );

  it("finds the visit of an event, be it the entry or what followed", () => {
    expect(find(visits, 2)?.visit).toMatchObject({ state: "a", visit: 1 });
    expect(find(visits, 6)?.visit).toMatchObject({ state: "a", visit: 2 });
    expect(find(visits, 1)?.visit.state).toBeUndefined();
    expect(find(visits, 7)).toBeUndefined();
    expect(find(visits, undefined)).toBeUndefined();
  });

  it("goes from a state to its last visit, and at the next click to the one before", () => {
    const last = entryOf(visits, "a", undefined);
    expect(last).toBe(5);
    expect(entryOf(visits, "a", find(visits, last))).toBe(2);
    expect(entryOf(visits, "a", find(visits, 2))).toBe(5);
    expect(entryOf(visits, "never", undefined)).toBeUndefined();
  });
});

describe("waiting", () => {
  const second = (n: number) => BEGUN + n * 1_000;

  it("is from a hold to its decision, and goes on while it is open", () => {
    const decided = visitsOf(
      log(
        entered("pay"),
        ["HoldOpened", { hold: { id: "h", step: "r/pay/1/" } }],
        ["HoldReminded", { hold: "h" }],
        ["HoldApproved", { hold: "h" }],
        ["CallRequested", step("pay")],
        ["CallSucceeded", step("pay")],
        entered("done"),
      ),
    );
    expect(decided[0]?.waits).toEqual([{ from: second(1), to: second(3) }]);
    const open = visitsOf(log(entered("pay"), ["HoldOpened", { hold: { id: "h", step: "r/pay/1/" } }]));
    expect(open[0]?.waits).toEqual([{ from: second(1), to: undefined }]);
  });

  it("is not while another branch works", () => {
    const visits = visitsOf(
      log(
        entered("both"),
        ["CallRequested", step("both", "left")],
        ["HoldOpened", { hold: { id: "h", step: "r/both/1/right" } }],
        ["CallSucceeded", step("both", "left")],
        ["HoldAnswered", { hold: "h" }],
      ),
    );
    expect(visits[0]?.waits).toEqual([{ from: second(3), to: second(4) }]);
  });

  it("is for an event, a time, a child run or an operator", () => {
    const visits = visitsOf(
      log(
        entered("a"),
        ["WaitStarted", step("a")],
        ["WaitEnded", step("a")],
        entered("b"),
        ["ChildRequested", step("b")],
        ["ChildEnded", step("b")],
        ["RunStuck", { state: "b" }],
        ["RunRetried", { by: "sam" }],
      ),
    );
    expect(visits.map((visit) => visit.waits)).toEqual([
      [{ from: second(1), to: second(2) }],
      [
        { from: second(4), to: second(5) },
        { from: second(6), to: second(7) },
      ],
    ]);
  });

  it("is another mood than working", () => {
    const all: RunStatus[] = ["running", "paused", "stuck", "succeeded", "failed", "cancelled"];
    expect(all.map(moodOf)).toEqual(["working", "waiting", "stuck", "over", "over", "over"]);
  });
});

describe("the questions and calls of a step", () => {
  it("are taken apart, each with what became of it", () => {
    const events = log(
      ["ModelRequested", { purpose: "answer" }],
      ["ModelReplied", { text: "no" }],
      ["ReplyRefused", { problems: ["x"] }],
      ["ModelRequested", { purpose: "repair" }],
      ["ModelReplied", { text: "7" }],
      ["ReplyAccepted", { value: 7 }],
    );
    const exchanges = exchangesOf(events);
    expect(exchanges.map(({ asked, refused, accepted }) => [asked.seq, refused?.seq, accepted?.seq])).toEqual(
      [
        [1, 3, undefined],
        [4, undefined, 6],
      ],
    );
    expect(exchanges.map((exchange) => has(exchange, 5))).toEqual([false, true]);
  });

  it("keep a late result with the try that it is of", () => {
    const attempts = attemptsOf(
      log(
        ["CallRequested", { attempt: 1 }],
        ["CallSent", { attempt: 1 }],
        ["CallFailed", { attempt: 1 }],
        ["CallRequested", { attempt: 2 }],
        ["LateResultNoted", { attempt: 1, what: "{}" }],
        ["CallUnknown", { attempt: 2 }],
      ),
    );
    expect(
      attempts.map(({ number, sent, ended, late }) => [number, sent?.seq, ended?.type, late.length]),
    ).toEqual([
      [1, 2, "CallFailed", 1],
      [2, undefined, "CallUnknown", 0],
    ]);
  });
});

describe("the context of a question", () => {
  const manifest: Json = {
    budget: 100,
    used: 60,
    envelope: 20,
    counter: "o200k_base/1",
    items: [
      {
        item: "policy",
        source: "file p.md",
        tokens_before: 90,
        tokens_after: 60,
        verdict: "TRIMMED",
        reason: "OVER_MAX",
        rule: { file: "f.yaml", line: 7, text: "max_tokens: 60" },
      },
      {
        item: "notes",
        source: "notes",
        tokens_before: 40,
        tokens_after: 0,
        verdict: "dropped",
        reason: "over_budget",
      },
    ],
  };

  it("says of each item what became of it, why and by which line", () => {
    const budget = budgetOf(manifest);
    expect(budget?.items[0]).toMatchObject({
      verdict: "trimmed",
      reason: "longer than its own max_tokens",
      rule: { place: "f.yaml:7", text: "max_tokens: 60" },
    });
    expect(budget?.items[1]?.rule).toBeUndefined();
  });

  it("is drawn from what was sent: what was dropped takes no room", () => {
    const budget = budgetOf(manifest);
    expect(budget?.pieces.map((piece) => [piece.name, piece.tokens])).toEqual([
      ["prompt, schema and frame", 20],
      ["policy", 60],
    ]);
    expect(budget?.predicted).toBe(80);
    expect(budgetOf(undefined)).toBeUndefined();
  });

  it("is held against what the provider counted", () => {
    expect([off(80, 84), off(80, 40), off(80, 80), off(0, 5), off(80, 0)]).toEqual([
      "+5 %",
      "−50 %",
      "±0 %",
      "",
      "",
    ]);
  });

  it("says what a cache may have had", () => {
    expect(cacheWords({ cache: { outlook: "changed", part: "policy", same: 4 } })).toBe(
      "Cache missed: the stable part policy is another than before, after 4 tokens in front.",
    );
    expect(cacheWords({})).toBeUndefined();
  });
});

describe("many runs at once", () => {
  const run = (id: string, status: RunStatus) => ({ id, status }) as RunItem;
  const some = [run("a", "paused"), run("b", "stuck"), run("c", "succeeded")];

  it("cancels those that are open, and says what of them waits", () => {
    const { does, ids, left } = whatHappens("cancel", some);
    expect(ids).toEqual(["a", "b"]);
    expect(does[0]).toMatch(/^2 runs will end as cancelled/);
    expect(does[1]).toMatch(/^1 run of them waits/);
    expect(left).toEqual(["1 run of the selected ended already and stays as it is."]);
  });

  it("tries only stuck ones again", () => {
    expect(whatHappens("retry", some).ids).toEqual(["b"]);
    expect(whatHappens("retry", [run("c", "failed")])).toEqual({
      does: [],
      ids: [],
      left: ["1 run of the selected is not stuck and is left alone."],
    });
  });
});

describe("figures", () => {
  it("are said as exactly as they are worth", () => {
    expect([3, 999.6, 1_300, 12_000, 90_000].map(lasted)).toEqual([
      "3 ms",
      "1000 ms",
      "1.3 s",
      "12 s",
      "1 min",
    ]);
  });

  it("reckon the beginning of a length of time, and leave a day as it is", () => {
    expect(beginning("24h", BEGUN)).toBe("2026-11-21T12:00:00.000Z");
    expect(beginning("2026-03-02", BEGUN)).toBe("2026-03-02");
    expect(beginning("", BEGUN)).toBe("");
  });
});

describe("an event of a fork", () => {
  it("says who made it, and whose answer is told again", () => {
    const [forked, recalled] = log(["RunForked", { by: "sam", after: 7, from: "r1" }], ["AnswerRecalled"]);
    expect(tell(forked!).text).toBe("From here on a run of its own: forked by sam after event 7 of r1");
    expect(tell(recalled!).text).toContain("the answer comes from the run that this one was forked from");
  });
});
