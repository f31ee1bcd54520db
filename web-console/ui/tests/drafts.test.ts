import { describe, expect, it } from "vitest";
import type { ContextItem, ContextTrial, Review } from "../src/api/drafts";
import { bar, fate, slices, summary } from "../src/flows/edit/budget";
import { firstOf } from "../src/flows/edit/choice";
import { dataOf, givenOf, readData } from "../src/flows/edit/given";
import { Latest } from "../src/flows/edit/latest";
import { kindsOf, replyOf } from "../src/flows/edit/reply";
import { marks, named, summary as reviewed, titled, unmarked, weakened } from "../src/flows/review/told";

const item = (name: string, more: Partial<ContextItem> = {}): ContextItem => ({
  name,
  source: `input.${name}`,
  tokens: 100,
  before: 100,
  verdict: "kept",
  reason: "fits",
  file: "a.flow.yaml",
  line: 7,
  priority: 5,
  stable: false,
  ...more,
});

const trial = (items: ContextItem[], more: Partial<ContextTrial> = {}): ContextTrial => ({
  kind: "ready",
  model: "fast",
  counter: "o200k",
  budget: 400,
  window: 8000,
  used: items.reduce((sum, one) => sum + one.tokens, 0),
  envelope: 20,
  items,
  messages: [],
  problems: [],
  ...more,
});

describe("a budget", () => {
  it("has its stable items in front and the others as the file has them", () => {
    const told = slices(trial([item("a"), item("rules", { stable: true }), item("b")]));
    expect(told.map((slice) => slice.name)).toEqual(["rules", "a", "b"]);
  });

  it("counts the events of one item together", () => {
    const [history] = slices(
      trial([
        item("history", { tokens: 10, before: 30, verdict: "trimmed" }),
        item("history", { tokens: 5, before: 5 }),
      ]),
    );
    expect(history).toMatchObject({ tokens: 15, lost: 20 });
    expect(history!.entries).toHaveLength(2);
  });

  it("is drawn to scale, with what is free and what was left out", () => {
    const drawn = bar(trial([item("a"), item("b", { tokens: 0, before: 200, verdict: "dropped" })]));
    expect(drawn.kept.map(({ percent }) => percent)).toEqual([25]);
    expect(drawn.free).toBe(75);
    expect(drawn.lost.map(({ slice, percent }) => [slice.name, percent])).toEqual([["b", 50]]);
    expect(drawn.budget).toBe(100);
  });

  it("never has a width beyond the bar, nor one that nobody sees", () => {
    const drawn = bar(
      trial([item("a", { tokens: 1 }), item("b", { tokens: 900, before: 90_000, verdict: "trimmed" })]),
    );
    const widths = [...drawn.kept, ...drawn.lost].map(({ percent }) => percent);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
    expect(Math.min(...widths)).toBeGreaterThan(0.5);
    expect(drawn.budget).toBeLessThan(50);
  });

  it("tells in words what became of each item", () => {
    expect(fate(item("a", { tokens: 40, before: 1200, verdict: "trimmed", reason: "over_max" }))).toBe(
      "cut from 1,200 tokens to 40 tokens: longer than its `max`",
    );
    expect(fate(item("a", { tokens: 0, before: 0, verdict: "dropped", reason: "absent" }))).toBe(
      "left out: there is nothing to load",
    );
    expect(fate(item("a", { verdict: "at_risk", reason: "unbounded" }))).toContain("give it a `max`");
    expect(
      fate(item("a", { tokens: 1, before: 3, verdict: "cleared", reason: "one_of_a_newer_server" })),
    ).toBe("cleared from 3 tokens to 1 token");
  });

  it("says of the worst case that it is one", () => {
    expect(summary(trial([item("a")]))).toMatch(/^100 of 400 tokens used/);
    expect(summary(trial([item("a")], { kind: "worst" }))).toMatch(/^At most 100 for a budget of 400 tokens/);
  });
});

describe("an answer that comes late", () => {
  it("does not count once something else was asked", () => {
    const latest = new Latest();
    const first = latest.ask();
    const second = latest.ask();
    expect(second()).toBe(true);
    expect(first()).toBe(false);
    latest.ask();
    expect(second()).toBe(false);
  });
});

describe("the data of a trial", () => {
  it("is read, or says what is wrong with it", () => {
    expect(readData(dataOf({ a: 1 }))).toEqual({ ok: true, value: { input: { a: 1 }, data: {} } });
    expect(readData("[1]")).toMatchObject({ ok: false, why: expect.stringContaining("an object") });
    expect(readData("{")).toMatchObject({ ok: false, why: expect.stringContaining("not JSON") });
    expect(readData('{"inputs":{}}')).toMatchObject({ ok: false, why: expect.stringContaining("`inputs`") });
  });

  it("comes from one place", () => {
    expect(givenOf("worst", "{")).toEqual({});
    expect(givenOf("sample:default", "{")).toEqual({ sample: "default" });
    expect(givenOf("run:1", "{")).toEqual({ run: "1" });
    expect(givenOf("own", "{}")).toEqual({ data: {} });
    expect(givenOf("own", "{")).toBeUndefined();
  });

  it("is the newest run's where there is one", () => {
    expect(firstOf(["default"], [{ id: "r2" }, { id: "r1" }], "worst")).toBe("run:r2");
    expect(firstOf(["default"], [], "worst")).toBe("sample:default");
    expect(firstOf([], [], "worst")).toBe("worst");
  });
});

describe("a reply on trial", () => {
  it("is one that the step can take", () => {
    expect(kindsOf("set").map(({ kind }) => kind)).toEqual(["none"]);
    expect(kindsOf("llm").map(({ kind }) => kind)).toContain("recorded");
    expect(kindsOf("a verb of a newer server").map(({ kind }) => kind)).toEqual(["none"]);
  });

  it("is made of what somebody wrote", () => {
    expect(replyOf("value", "{}")).toEqual({ reply: { value: {} } });
    expect(replyOf("value", "{")).toHaveProperty("why");
    expect(replyOf("text", "{")).toEqual({ reply: { text: "{" } });
    expect(replyOf("fails", " http.404 ")).toEqual({ reply: { fails: "http.404" } });
    expect(replyOf("fails", "no such")).toHaveProperty("why");
    expect(replyOf("none", "")).toEqual({ reply: undefined });
  });
});

const review = (more: Partial<Review>): Review => ({
  from: "file",
  to: "text",
  same: false,
  approvals: 0,
  changes: [],
  graph: { flow: "a", start: "a", nodes: [], edges: [] },
  lines: [],
  runs: [],
  more_runs: false,
  diagnostics: [],
  ...more,
});

describe("a review", () => {
  const removed = {
    kind: "approval-removed",
    weight: "safety" as const,
    approval: "removed" as const,
    subject: "state pay",
    message: "Nobody approves this call any more.",
    lines: [],
  };

  it("begins with what it comes to", () => {
    expect(reviewed(review({ same: true }))).toBe("The two versions are the same.");
    expect(reviewed(review({ lines: [{ kind: "added", after: "# a" }] }))).toBe(
      "The texts differ, and nothing changed in meaning.",
    );
    expect(reviewed(review({ changes: [removed] }))).toBe("1 change in meaning, 1 may weaken safety.");
    expect(reviewed(review({ changes: [{ ...removed, weight: "behaviour" }] }))).toContain(
      "none weakens safety",
    );
  });

  it("names what takes an approval away", () => {
    const other = { ...removed, approval: undefined, kind: "prompt-changed" };
    expect(weakened(review({ changes: [other, removed] } as Partial<Review>))).toEqual([removed]);
  });

  it("marks in the diagram what is not the same in both", () => {
    const node = { verb: "set", detail: "", holds: false, inner: [] };
    const way = { from: "a", to: "b", kind: "next" as const, label: "", status: "removed" as const };
    const graph = {
      flow: "f",
      start: "a",
      nodes: [
        { id: "a", ...node, status: "same" as const },
        { id: "b", ...node, status: "added" as const },
      ],
      edges: [way],
    };
    const told = marks(graph);
    expect(told.state("a")).toBeUndefined();
    expect(told.state("b")).toBe("added");
    expect(told.way(way)).toBe("removed");
    expect(unmarked(graph)).toBe(false);
    expect(unmarked({ ...graph, nodes: [graph.nodes[0]!], edges: [] })).toBe(true);
  });

  it("calls versions by what people know of them", () => {
    expect(named({ id: "file", version: "1.0.0", same: true, runs: 0, open: 0 })).toBe(
      "the workspace's file 1.0.0",
    );
    expect(named({ id: "0123456789", version: "1.0.0", same: false, runs: 3, open: 1 })).toBe(
      "version 1.0.0 (01234567), 3 runs, 1 open",
    );
    expect(titled("text", undefined)).toBe("the text as it was written");
  });
});
