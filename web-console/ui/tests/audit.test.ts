import { describe, expect, it } from "vitest";
import { exportPath } from "../src/api/audit";
import { length, share } from "../src/audit/length";

describe("a length of time in the audit", () => {
  it("is told in two units at most, the short ones in tenths", () => {
    expect([0, 90, 2_999, 9_999, 10_000, 59_999].map(length)).toEqual([
      "0 s",
      "0 s",
      "2.9 s",
      "9.9 s",
      "10 s",
      "59 s",
    ]);
    expect([60_000, 200_000, 3_600_000, 7_500_000, 86_400_000, 356_400_000].map(length)).toEqual([
      "1 min",
      "3 min 20 s",
      "1 h",
      "2 h 5 min",
      "1 d",
      "4 d 3 h",
    ]);
  });

  it("is none where clocks disagree", () => {
    expect(length(-5_000)).toBe("0 s");
  });
});

describe("a share", () => {
  it("is all or none only where it is", () => {
    expect([0, 0.004, 0.5, 0.996, 1].map(share)).toEqual(["0 %", "under 1 %", "50 %", "99 %", "100 %"]);
  });
});

describe("an export", () => {
  it("is of what is shown", () => {
    const filter = { flow: "", by: "ada", verdict: "", from: "2026-11-01", to: "", q: "a&b" };
    expect(exportPath(filter, "csv")).toBe("/api/audit/export?format=csv&by=ada&from=2026-11-01&q=a%26b");
  });
});
