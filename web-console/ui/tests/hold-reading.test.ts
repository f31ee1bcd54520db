import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Json } from "../src/api/views";
import { differences, same, words } from "../src/inbox/read/differences";
import { oddities, pieces } from "../src/inbox/read/odd";
import { readable } from "../src/inbox/read/people";

const marks = (text: string) => pieces(text).flatMap((piece) => (piece.kind === "odd" ? [piece.mark] : []));

describe("a text that is not what it looks like", () => {
  it("is plain when it is", () => {
    for (const text of [
      "",
      "An ordinary text, with ümläuts, 日本語, עברית and русский.",
      "two\nlines\r\nand a\ttab",
      "👩‍👩‍👧 and ☺️ and 👍🏽",
      "می‌خواهم",
      "β and Δx",
    ]) {
      expect(marks(text), text).toEqual([]);
    }
  });

  it("shows what changes its order, what has no width and what only looks like a space", () => {
    expect(marks("pay\u202Egnp.exe")).toEqual(["RLO"]);
    expect(marks("a\u2066b\u2069")).toEqual(["LRI", "PDI"]);
    expect(marks("pay\u200Bpal\uFEFF")).toEqual(["ZWSP", "BOM"]);
    expect(marks("a\u200Db")).toEqual(["ZWJ"]);
    expect(marks("1\u00A0000 and 2\u3000")).toEqual(["U+00A0", "U+3000"]);
    expect(marks("bell\u0007, esc\u001B, \u0085 and \r alone")).toEqual([
      "U+0007",
      "U+001B",
      "U+0085",
      "U+000D",
    ]);
    expect(marks("\uD800 half")).toEqual(["U+D800"]);
    expect(marks("x\uFE01")).toEqual(["U+FE01"]);
  });

  it("shows tags that only a model reads, as what they say", () => {
    const hidden = [..."pay"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
    expect(marks(`Thanks!${hidden}`)).toEqual(["TAG: p", "TAG: a", "TAG: y"]);
  });

  it("shows letters of another alphabet in a Latin word, and leaves whole words of it alone", () => {
    expect(marks("раypal")).toEqual(["р", "а"]);
    expect(marks("Αpple")).toEqual(["Α"]);
    expect(marks("Москва and Αθήνα")).toEqual([]);
  });

  it("loses and adds nothing, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
        expect(oddities(text)).toBe(marks(text).length);
      }),
    );
  });
});

describe("values as people write them", () => {
  it("says money with its currency, and keeps the exact value", () => {
    expect(readable(1250.5, { name: "amount", in: { amount: 1250.5, currency: "EUR" } }, "en")).toEqual({
      text: "€1,250.50",
      exact: "1250.5",
    });
    expect(readable(3, { name: "cost_usd" }, "en")).toEqual({ text: "$3.00", exact: "3" });
    expect(readable(0.005, { name: "fee", in: { currency: "usd" } }, "en")?.text).toBe("$0.005");
    expect(readable(-12, { name: "refund_amount", in: { currency: "CHF" } }, "en")?.text).toContain("12.00");
  });

  it("invents no currency", () => {
    expect(readable(900, { name: "amount", in: { amount: 900 } }, "en")).toBeUndefined();
    expect(readable(12000, { name: "amount", in: { currency: "??" } }, "en")).toEqual({
      text: "12,000",
      exact: "12000",
    });
    expect(readable(7, { name: "seats", in: { currency: "EUR" } }, "en")).toBeUndefined();
  });

  it("says that a number was rounded on its way", () => {
    expect(readable(2 ** 60, { name: "id" }, "en")?.exact).toBe(`about ${2 ** 60}`);
  });

  it("says days and moments, and leaves a day alone that there is not", () => {
    expect(readable("2026-02-28", {}, "en")).toEqual({
      text: "Saturday, February 28, 2026",
      exact: "2026-02-28",
    });
    expect(readable("2026-02-30", {}, "en")).toBeUndefined();
    expect(readable("2026-11-22T12:00:00Z", {}, "en")?.exact).toBe("2026-11-22T12:00:00Z");
    expect(readable("2026-11-22 noon", {}, "en")).toBeUndefined();
    expect(readable("2026", {}, "en")).toBeUndefined();
  });
});

describe("what is different", () => {
  it("names each value by its path", () => {
    expect(
      differences(
        { a: 1, b: { c: [1, 2], d: "x" }, gone: true },
        { b: { c: [1, 3], d: "x" }, a: 1, more: null },
      ),
    ).toEqual([
      { path: "b.c[1]", before: 2, after: 3 },
      { path: "more", before: undefined, after: null },
      { path: "gone", before: true, after: undefined },
    ]);
  });

  it("finds nothing where the order of keys alone is another", () => {
    expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
    expect(same([1], { 0: 1 })).toBe(false);
  });

  it("is empty exactly where two values are the same", () => {
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(differences(one, other).length === 0).toBe(same(one, other));
        expect(differences(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  it("tells words apart so that each side can be read from it", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), fc.lorem({ maxCount: 12 }), (before, after) => {
        const told = words(before, after) ?? [];
        const side = (without: string) =>
          told
            .filter((word) => word.kind !== without)
            .map((word) => word.text)
            .join("");
        expect(side("new")).toBe(before);
        expect(side("gone")).toBe(after);
      }),
    );
    expect(words("send one lamp", "send two lamps today")).toEqual([
      { kind: "same", text: "send " },
      { kind: "gone", text: "one" },
      { kind: "new", text: "two" },
      { kind: "same", text: " " },
      { kind: "gone", text: "lamp" },
      { kind: "new", text: "lamps today" },
    ]);
    expect(words("a ".repeat(700), "b")).toBeUndefined();
  });
});
