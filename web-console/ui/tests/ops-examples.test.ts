import { describe, expect, test } from "vitest";
import { carryOut, type Operation } from "../src/flows/edit/ops/carryOut";
import { splice } from "../src/flows/edit/ops/splice";

const FLOW = `signalbox: 1
flow: desk   # the front one
otherwise: { failed: "help" }

start: read
states:
  # Reads what came in.
  read:
    call: get_it
    with: { id: "\${input.id}" }   # as it came
    next: sort   # always

  sort:
    llm:
      model: fast
      prompt: |
        Which kind is it?

        \${message}
      context: { load: [{ name: so_far, events: [read, help] }] }
    visits: 3
    otherwise: { invalid: help, exhausted: { to: 'help', in_a_row: 2 } }
    next:
      - when: run.visits.sort < 2 && error.state != 'read'
        to: read
      - { to: done }

  help:
    ask: { title: "Help, please", by: [lead], within: 4h }
    next: done

  done: { end: succeeded }   # good
`;

/** The lines that a gesture takes away and puts there. */
function change(operation: Operation, text = FLOW): string[] {
  const outcome = carryOut(text, operation);
  if (!outcome.done) {
    return [outcome.reason, ...outcome.places];
  }
  expect(splice(outcome.text, outcome.inverse)).toBe(text);
  const [before, after] = [text.split("\n"), outcome.text.split("\n")];
  let start = 0;
  while (start < before.length && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) {
    end++;
  }
  return [
    ...before.slice(start, before.length - end).map((line) => `-${line}`),
    ...after.slice(start, after.length - end).map((line) => `+${line}`),
  ];
}

describe("A new name", () => {
  test("goes to every place that says it, each in its own quotes", () => {
    const outcome = carryOut(FLOW, { op: "renameState", state: "help", name: "hand_over" });
    expect(outcome.done && outcome.text).toBe(FLOW.replaceAll(/\bhelp\b/g, "hand_over"));
  });

  test("goes to expressions, and not to what only looks like it", () => {
    expect(change({ op: "renameState", state: "sort", name: "s2" })).toEqual(
      expect.arrayContaining(["-    next: sort   # always", "+    next: s2   # always"]),
    );
    const outcome = carryOut(FLOW, { op: "renameState", state: "read", name: "fetch" });
    expect(outcome.done && outcome.text).toContain("error.state != 'fetch'");
    expect(outcome.done && outcome.text).toContain("events: [fetch, help]");
    expect(outcome.done && outcome.text).toContain("# Reads what came in.");
  });

  test("is refused where an expression could not say it", () => {
    expect(change({ op: "renameState", state: "sort", name: "sort-it" })).toEqual([
      expect.stringMatching(/would be a subtraction/),
    ]);
  });

  test("is refused when it is taken or is no name", () => {
    expect(change({ op: "renameState", state: "sort", name: "help" })).toEqual([
      "There is a state `help` already.",
    ]);
    expect(change({ op: "renameState", state: "sort", name: "2nd" })[0]).toMatch(/is no name/);
  });
});

describe("A way", () => {
  test("leads elsewhere, and its comment stays", () => {
    expect(change({ op: "retarget", way: { kind: "next", state: "read" }, to: "help" })).toEqual([
      "-    next: sort   # always",
      "+    next: help   # always",
    ]);
    expect(
      change({ op: "retarget", way: { kind: "otherwise", state: "sort", outcome: "exhausted" }, to: "done" }),
    ).toEqual([
      "-    otherwise: { invalid: help, exhausted: { to: 'help', in_a_row: 2 } }",
      "+    otherwise: { invalid: help, exhausted: { to: 'done', in_a_row: 2 } }",
    ]);
    expect(change({ op: "retarget", way: { kind: "default", outcome: "failed" }, to: "done" })).toEqual([
      '-otherwise: { failed: "help" }',
      '+otherwise: { failed: "done" }',
    ]);
  });

  test("under a condition makes a list of a plain next", () => {
    expect(
      change({ op: "addWay", state: "read", form: { kind: "when", when: "has(input.id)" }, to: "help" }),
    ).toEqual([
      "-    next: sort   # always",
      "+    next:",
      "+      - { when: has(input.id), to: help }",
      "+      - { to: sort }   # always",
    ]);
  });

  test("under one more condition stands before the last branch, written as its neighbour is", () => {
    expect(change({ op: "addWay", state: "sort", form: { kind: "when", when: "a: b" }, to: "help" })).toEqual(
      ['+      - when: "a: b"', "+        to: help"],
    );
  });

  test("for an outcome stands where the language has it", () => {
    expect(
      change({ op: "addWay", state: "read", form: { kind: "otherwise", outcome: "http.404" }, to: "help" }),
    ).toEqual(["+    otherwise: { http.404: help }"]);
    expect(change({ op: "addWay", form: { kind: "otherwise", outcome: "limit" }, to: "done" })).toEqual([
      '-otherwise: { failed: "help" }',
      '+otherwise: { failed: "help", limit: done }',
    ]);
  });

  test("is taken away with its line, and the comment stays", () => {
    expect(change({ op: "removeWay", way: { kind: "next", state: "read" } })).toEqual([
      "-    next: sort   # always",
      "+    # always",
    ]);
    expect(
      change({ op: "removeWay", way: { kind: "otherwise", state: "sort", outcome: "invalid" } }),
    ).toEqual([
      "-    otherwise: { invalid: help, exhausted: { to: 'help', in_a_row: 2 } }",
      "+    otherwise: { exhausted: { to: 'help', in_a_row: 2 } }",
    ]);
  });

  test("from an end is refused", () => {
    expect(change({ op: "addWay", state: "done", form: { kind: "next" }, to: "read" })).toEqual([
      "`done` ends the run: nothing follows it.",
    ]);
  });
});

describe("A state", () => {
  test("stands below another and in its way", () => {
    expect(
      change({
        op: "addState",
        name: "look",
        does: { verb: "llm", model: "fast", prompt: "Look:\n${order}\n" },
        after: "read",
        from: { way: { kind: "next", state: "read" } },
      }),
    ).toEqual([
      "-    next: sort   # always",
      "+    next: look   # always",
      "+",
      "+  look:",
      "+    llm:",
      "+      model: fast",
      "+      prompt: |",
      "+        Look:",
      "+        ${order}",
      "+    next: sort",
    ]);
  });

  test("that ends is one line, beside its like", () => {
    expect(
      change({
        op: "addState",
        name: "given_up",
        does: { verb: "end", status: "failed" },
        from: { outcome: "expired", state: "help" },
      }),
    ).toEqual([
      "-    next: done",
      "-",
      "-  done: { end: succeeded }   # good",
      "+    otherwise: { expired: given_up }",
      "+    next: done",
      "+",
      "+  done: { end: succeeded }   # good",
      "+  given_up: { end: failed }",
    ]);
  });

  test("goes with its own comments; what led to it leads elsewhere", () => {
    const text = FLOW.replace(" && error.state != 'read'", "");
    const outcome = carryOut(text, { op: "deleteState", state: "read", to: "sort" });
    expect(outcome.done && outcome.text).toBe(
      text
        .replace(/  # Reads[^]*?(?=  sort:)/, "")
        .replace("start: read", "start: sort")
        .replace("to: read", "to: sort")
        .replace("[read, help]", "[help]"),
    );
    expect(change({ op: "deleteState", state: "help" })).toEqual([
      "Other parts of the flow lead to `help`.",
      "`invalid` of `sort`",
      "`exhausted` of `sort`",
      "the flow's `otherwise`, `failed`",
      "the context of `sort`",
    ]);
  });

  test("that an expression names is not deleted", () => {
    expect(change({ op: "deleteState", state: "read", to: "sort" })[0]).toMatch(/Expressions name `read`/);
  });
});

describe("A value", () => {
  test("is set where the language has it, in the file's way", () => {
    expect(change({ op: "setScalar", path: ["states", "read", "title"], value: "Reads: all" })).toEqual([
      '+    title: "Reads: all"',
    ]);
    expect(change({ op: "setScalar", path: ["states", "help", "ask", "urgency"], value: "high" })).toEqual([
      '-    ask: { title: "Help, please", by: [lead], within: 4h }',
      '+    ask: { title: "Help, please", by: [lead], within: 4h, urgency: high }',
    ]);
    expect(change({ op: "setScalar", path: ["limits", "steps"], value: 20 })).toEqual([
      "+limits: { steps: 20 }",
    ]);
  });

  test("of many lines stays a block", () => {
    const outcome = carryOut(FLOW, {
      op: "setScalar",
      path: ["states", "sort", "llm", "prompt"],
      value: "One\n\n  two",
    });
    expect(outcome.done && outcome.text).toBe(
      FLOW.replace(/prompt: \|[^]*?\$\{message\}\n/, "prompt: |-\n        One\n\n          two\n"),
    );
  });

  test("goes with its line, and a part that would be empty goes with it", () => {
    expect(change({ op: "setScalar", path: ["states", "sort", "visits"] })).toEqual(["-    visits: 3"]);
    const limited = FLOW.replace("start: read", "limits: { steps: 3 }\nstart: read");
    expect(change({ op: "setScalar", path: ["limits", "steps"] }, limited)).toEqual([
      "-limits: { steps: 3 }",
    ]);
  });

  test("keeps a file's line ends, its mark and its missing last line end", () => {
    const text = `\ufeff${FLOW.replaceAll("\n", "\r\n").trimEnd()}`;
    const outcome = carryOut(text, {
      op: "addState",
      name: "last",
      does: { verb: "wait", for: "1h" },
      next: "done",
    });
    expect(outcome.done && outcome.text).toBe(
      `${text}\r\n\r\n  last:\r\n    wait: { for: 1h }\r\n    next: done`,
    );
  });
});
