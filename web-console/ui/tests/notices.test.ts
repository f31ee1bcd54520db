import { describe, expect, it } from "vitest";
import type { Notice } from "../src/api/notices";
import { count, none, outcome, shown, whom } from "../src/notices/words";

const notice = (over: Partial<Notice> = {}): Notice => ({
  kind: "opened",
  channel: "mail",
  to: "sam@shop.example",
  audience: ["sam"],
  at: "2026-11-22T12:00:00Z",
  state: "sent",
  ...over,
});

describe("who was told of a hold", () => {
  it("is counted by how it stands, and what is not there is not named", () => {
    expect(count([])).toBe("");
    expect(count([notice()])).toBe("1 told");
    const states = ["failed", "sent", "waiting", "dropped", "sent"] as const;
    expect(count(states.map((state) => notice({ state })))).toBe(
      "2 told, 1 waiting, 1 failed, 1 not sent any more",
    );
  });

  it("is told by whom it is for, and by nobody's name where nobody is named", () => {
    expect(whom(notice({ audience: ["sam", "support-lead"] }))).toBe("sam, support-lead");
    expect(whom(notice({ audience: [] }))).toBe("whoever may decide");
  });

  it("begins with the newest, and of several dozen each that failed is in sight", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      notice({ to: `${index}`, state: index === 3 ? "failed" : "sent" }),
    );
    expect(shown(many, false).map(({ to }) => to)).toEqual(["39", "38", "37", "36", "35", "34", "3"]);
    expect(shown(many, true)).toHaveLength(40);
    expect(shown(many.slice(0, 7), false)).toHaveLength(7);
    expect(shown([], false)).toEqual([]);
  });

  it("has a reason where it did not go, which an operator sees", () => {
    const problem = "The mail server did not take it: Connection refused";
    expect(outcome(notice(), true)).toBeUndefined();
    expect(outcome(notice({ state: "failed", problem }), true)).toBe(problem);
    expect(outcome(notice({ state: "failed" }), false)).toBe("It did not go; an operator sees why.");
    expect(outcome(notice({ state: "waiting" }), true)).toBeUndefined();
    expect(outcome(notice({ state: "waiting", problem }), true)).toBe(
      `It did not go yet and is tried again: ${problem}`,
    );
  });

  it("is nobody where no channel leads to them, and unknown after a month", () => {
    const opened = "2026-11-01T00:00:00Z";
    expect(none(opened, Date.parse("2026-11-02T00:00:00Z"))).toMatch(/^Nobody outside this page/);
    expect(none(opened, Date.parse("2026-12-02T00:00:00Z"))).toMatch(/forgotten after 30 days/);
  });
});
