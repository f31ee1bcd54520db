import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carryOut, meaning, plan, type Operation } from "../src/flows/edit/ops/carryOut";
import { comments, read, Refusal } from "../src/flows/edit/ops/file";
import { inverse, ordered, splice } from "../src/flows/edit/ops/splice";
import type { Value } from "../src/flows/edit/ops/value";
import { gesture } from "./flows/gestures";
import { mutated } from "./flows/mutate";
import { SAMPLES } from "./flows/samples";
import { random, SEED, upTo } from "./flows/seed";

const COMPOSED = 3;

/** What the flow is to say; undefined where the gesture makes no sense for it. */
function meant(flow: Value, operation: Operation): Value | undefined {
  try {
    return meaning(flow, operation);
  } catch (refused) {
    expect(refused).toBeInstanceOf(Refusal);
    return undefined;
  }
}

/** Reading takes most of the time, and a text is asked for again and again. */
const known = new Map<string, ReturnType<typeof read>>();
function reader(text: string) {
  const file = known.get(text) ?? read(text);
  known.delete(text);
  known.set(text, file);
  if (known.size > 8) {
    known.delete(known.keys().next().value!);
  }
  return file;
}

/** How many gestures made sense, and were made: a test in which all are refused shows nothing. */
const tried = { all: 0, done: 0 };

const said = (text: string) => comments(text).map(({ from, to }) => text.slice(from, to).trimEnd());

/** One gesture on one text, held against everything it promises; the text after it. */
function holds(text: string, operation: Operation): string {
  const before = reader(text);
  const expected = meant(before.data, operation);
  const outcome = carryOut(text, operation, reader);
  if (expected === undefined) {
    expect(outcome.done).toBe(false);
    return text;
  }
  tried.all++;
  tried.done += outcome.done ? 1 : 0;
  if (!outcome.done) {
    // It makes sense, so it may be refused only for what cannot be said there.
    expect(outcome.reason).toMatch(REFUSED);
    return text;
  }
  expect(reader(outcome.text).data).toEqual(expected);
  expect(splice(outcome.text, outcome.inverse)).toBe(text);
  expect(splice(text, outcome.edits)).toBe(outcome.text);
  expect(inverse(outcome.text, outcome.inverse)).toEqual(outcome.edits);
  const kept = said(outcome.text);
  for (const [remark, count] of counted(said(text))) {
    const left = kept.filter((one) => one === remark).length;
    if (left < count) {
      expect(left, `${remark} stays`).toBeGreaterThanOrEqual(count - within(before, operation, remark));
    }
  }
  return outcome.text;
}

const REFUSED =
  /^`.*` is more than a single value|^The context of `.*` loads only its events|is not written as keys and values/;

const counted = (all: string[]) =>
  [...new Set(all)].map((one) => [one, all.filter((other) => other === one).length] as const);

/** How many of a remark go with a state that is deleted, or with the text of a scalar that becomes another. */
function within(file: ReturnType<typeof read>, operation: Operation, remark: string): number {
  if (operation.op !== "deleteState") {
    return 0;
  }
  const edits = ordered(plan(file, operation));
  return comments(file.text)
    .filter(({ from, to }) => edits.some((edit) => edit.from <= from && to <= edit.to))
    .filter(({ from, to }) => file.text.slice(from, to).trimEnd() === remark).length;
}

describe("A gesture", () => {
  test.each(Object.keys(SAMPLES))(
    "does on %s what it means, keeps all else, and can be undone",
    { timeout: 60_000 },
    (name) => {
      const draw = random(SEED);
      for (let count = 0; count < 40; count++) {
        holds(SAMPLES[name]!, gesture(read(SAMPLES[name]!).data, draw));
      }
    },
  );

  test("does so however a flow is written, one after the other", { timeout: 900_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SAMPLES)), fc.nat(), (name, seed) => {
        const draw = random(seed);
        let text = mutated(SAMPLES[name]!, draw);
        for (const _ of upTo(COMPOSED)) {
          const operation = gesture(reader(text).data, draw);
          text = holds(text, operation);
        }
      }),
      { seed: SEED, numRuns: 500, endOnFailure: true },
    );
    expect(tried.done / tried.all).toBeGreaterThan(0.95);
  });

  test("is refused with a reason on a text that does not read, and never throws", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(SAMPLES)), fc.nat(), fc.nat(), (text, seed, at) => {
        const draw = random(seed);
        const operation = gesture(reader(text).data, draw);
        const here = at % text.length;
        const broken =
          text.slice(0, here) +
          draw(["{", "[", "'", '"', "\n:\n", "*x", "\t- a", "|", "&a "]) +
          text.slice(here + 1);
        const outcome = carryOut(broken, operation);
        if (!outcome.done) {
          expect(outcome.reason).toMatch(/\w.*\.|\?$/);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test.each([
    ["nothing at all", ""],
    ["a list", "- a\n- b\n"],
    ["two documents", "a: 1\n---\nb: 2\n"],
    ["an open bracket", "states: { a: \n"],
    ["a key twice", "start: a\nstart: b\n"],
    ["an alias", "start: &a x\nstates: { x: { next: *a } }\n"],
    ["states that are a text", "start: a\nstates: none\n"],
  ])("is refused on %s", (_, text) => {
    for (const operation of [
      { op: "renameState", state: "a", name: "b" },
      { op: "addWay", state: "a", form: { kind: "next" }, to: "a" },
      { op: "deleteState", state: "a" },
    ] as Operation[]) {
      expect(carryOut(text, operation)).toMatchObject({ done: false, reason: expect.stringMatching(/\w/) });
    }
  });
});
