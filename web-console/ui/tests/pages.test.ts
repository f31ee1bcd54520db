import { describe, expect, it } from "vitest";
import type { Graph, RunEvent } from "../src/api/views";
import { Refused } from "../src/api/client";
import { pathThrough, place } from "../src/diagram/layout";
import { shapeOf } from "../src/diagram/useLayout";
import { ago, left, span } from "../src/parts/time";
import { placeOf } from "../src/router";
import { messagesOf } from "../src/runs/detail/ModelCall";
import { visitsOf } from "../src/runs/steps/steps";
import { tell } from "../src/runs/tell";
import { step, wayOf } from "../src/runs/way";

const event = (seq: number, type: string, more: object = {}): RunEvent => ({
  seq,
  at: "2026-11-22T12:00:00Z",
  type,
  ...more,
});

const log = [
  event(1, "RunStarted", { started_by: "sam" }),
  event(2, "StateEntered", { state: "a", visit: 1 }),
  event(3, "StateEntered", { state: "b", visit: 1 }),
  event(4, "CallSucceeded", { result: 7 }),
  event(5, "StateEntered", { state: "a", visit: 2 }),
];

describe("what a model was sent", () => {
  it("names a picture by what is told in its place", () => {
    const words = "[image/png, 1 × 1, 70 bytes, sha256 c414]";
    const media = { type: "png", bytes: 70, sha256: "c414", width: 1, height: 1 };
    const parts = [
      { item: "", text: "Look: ", stable: true },
      { item: "scan", text: words, stable: false, media },
    ];
    const asked = event(1, "ModelRequested", { messages: [{ role: "user", parts }] });
    expect(messagesOf(asked)).toEqual([
      {
        role: "user",
        parts: [
          { item: "", text: "Look: ", media: false },
          { item: "scan", text: words, media: true },
        ],
      },
    ]);
  });
});

describe("the way of a run", () => {
  it("is read off its log", () => {
    const way = wayOf(log, "paused", "a");
    expect([...way.visits]).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
    expect(way.steps).toEqual(new Set([step("a", "b"), step("b", "a")]));
    expect(way.mood).toBe("waiting");
    expect(wayOf(log, "running", "a").mood).toBe("working");
  });

  it("ends at the last state when the run is over", () => {
    expect(wayOf(log, "succeeded", undefined)).toMatchObject({ current: "a", mood: "over" });
  });

  it("is told state by state, none of its events lost", () => {
    const visits = visitsOf(log);
    expect(visits.map((visit) => [visit.state, visit.visit, visit.events.length])).toEqual([
      [undefined, 0, 1],
      ["a", 1, 0],
      ["b", 1, 1],
      ["a", 2, 0],
    ]);
  });
});

describe("an event", () => {
  it("is told in one line", () => {
    expect(tell(event(1, "HoldApproved", { by: "sam", authenticated: true, note: "partial" })).text).toBe(
      "sam approved: “partial”",
    );
    expect(tell(event(1, "HoldApproved", { by: "sam", authenticated: false })).text).toBe(
      "sam (not signed in) approved",
    );
    expect(tell(event(1, "StateCompleted", { saved: { order: 1 }, set: { reply: 2 } })).text).toBe(
      "Done, saved order, reply",
    );
  });

  it("of a type that is not known yet is named as it is", () => {
    expect(tell(event(1, "SomethingNew"))).toEqual({ text: "SomethingNew", tone: "plain" });
  });
});

describe("a diagram", () => {
  const graph: Graph = {
    flow: "f",
    start: "a",
    nodes: ["a", "b", "c"].map((id) => ({ id, verb: "set", detail: "", holds: false, inner: [] })),
    edges: [
      { from: "a", to: "b", kind: "next", label: "" },
      { from: "b", to: "a", kind: "otherwise", label: "failed" },
      { from: "b", to: "c", kind: "case", label: "x" },
      { from: "b", to: "c", kind: "case", label: "y" },
      { from: "b", to: "b", kind: "otherwise", label: "again" },
    ],
  };

  it("is a pure function of the graph's shape, every edge drawn", () => {
    const shape = shapeOf(graph, graph.edges);
    const placed = place(shape);
    expect(place(shape)).toEqual(placed);
    expect(placed.states[0]!.y).toBeLessThan(placed.states[1]!.y);
    expect(placed.ways).toHaveLength(5);
    for (const way of placed.ways) {
      expect(pathThrough(way.points)).toMatch(/^M[\d.-]+,[\d.-]+ /);
    }
  });

  it("stays where it is when a state is only called otherwise", () => {
    const other = (id: string) => (id === "b" ? "a_longer_name" : id);
    const renamed = {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, id: other(node.id) })),
      edges: graph.edges.map((edge) => ({ ...edge, from: other(edge.from), to: other(edge.to) })),
    };
    expect(shapeOf(renamed, renamed.edges)).toEqual(shapeOf(graph, graph.edges));
  });
});

describe("time", () => {
  it("is said in few words", () => {
    expect([9_000, 60_000, 3_600_000, 7_500_000, 90_000_000, 500_000_000].map(span)).toEqual([
      "9 s",
      "1 min",
      "1 h",
      "2 h 5 min",
      "1 d 1 h",
      "5 d",
    ]);
    const now = Date.parse("2026-11-22T12:00:00Z");
    expect(ago("2026-11-22T11:59:58Z", now)).toBe("just now");
    expect(left("2026-11-22T11:00:00Z", now)).toBe("time is up");
    expect(left("2026-11-22T13:00:00Z", now)).toBe("1 h left");
  });
});

describe("an address", () => {
  it("leads to its page", () => {
    expect(placeOf("/")).toEqual({ page: "inbox" });
    expect(placeOf("/holds/0199.pay.1~2")).toEqual({ page: "hold", id: "0199.pay.1~2" });
    expect(placeOf("/flows/a%20b")).toEqual({ page: "flow", name: "a b" });
    expect(placeOf("/runs/%")).toEqual({ page: "run", id: "%" });
    expect(placeOf("/else")).toEqual({ page: "nowhere" });
    expect(placeOf("/runs/a/b")).toEqual({ page: "nowhere" });
    expect(placeOf("/flows/a/%65dit")).toEqual({ page: "nowhere" });
    expect(placeOf("/%66lows")).toEqual({ page: "nowhere" });
  });

  it("is the same with a slash at its end", () => {
    expect(placeOf("/flows/")).toEqual({ page: "flows" });
    expect(placeOf("/flows/a/edit/")).toEqual({ page: "edit", name: "a" });
    expect(placeOf("/holds/")).toEqual({ page: "inbox" });
  });
});

describe("a refusal", () => {
  it("says at which field each problem is", () => {
    const refused = new Refused(422, {
      detail: "The answer does not fit.",
      problems: ["/amount: must be 5000 or less", "is too short", { pointer: "/a", message: "b" }],
    });
    expect(refused.misfits).toEqual([
      { pointer: "/amount", message: "must be 5000 or less" },
      { pointer: "", message: "is too short" },
      { pointer: "/a", message: "b" },
    ]);
  });
});
