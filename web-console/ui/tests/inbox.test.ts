import { describe, expect, test } from "vitest";
import type { InboxHold } from "../src/api/inbox";
import { whyNotAtOnce } from "../src/inbox/alike";

const hold = (over: Partial<InboxHold> = {}): InboxHold => ({
  id: "r.h1",
  run: "r",
  flow: "refund-desk",
  version: "1.0.0",
  state: "pay",
  kind: "approve",
  purpose: "approve",
  title: "Refund 900?",
  args: {},
  hash: "abc",
  show: [],
  edit: [],
  choices: [],
  by: [],
  count: 1,
  not_requester: false,
  note_required: false,
  urgency: "medium",
  opened_at: "2026-11-27T10:00:00Z",
  requester: "kim",
  votes: [],
  risk: "low",
  bulk: true,
  ...over,
});

describe("several holds are decided at once", () => {
  test("when they are of one flow, version and state, and of low risk", () => {
    expect(whyNotAtOnce([hold(), hold({ id: "s.h1", run: "s" })])).toBeUndefined();
  });

  test.each<[string, Partial<InboxHold>, RegExp]>([
    ["another flow", { flow: "deploy-bot" }, /same flow/],
    ["another version", { version: "1.1.0" }, /same flow, version/],
    ["another state", { state: "confirm" }, /state/],
    ["a high risk", { risk: "high" }, /decided alone/],
    ["a question", { purpose: "ask", kind: "ask" }, /answer is each hold's own/],
    ["one that the server keeps apart", { bulk: false }, /decided alone/],
  ])("but not with %s among them", (_, over, why) => {
    expect(whyNotAtOnce([hold(), hold(over)])).toMatch(why);
  });

  test("and not when there are none", () => {
    expect(whyNotAtOnce([])).toBe("Nothing is selected.");
  });
});
