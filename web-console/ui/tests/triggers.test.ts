import { expect, test } from "vitest";
import { occasionOf } from "../src/triggers/occasion";

test("a body is sent as JSON of any kind", () => {
  expect(occasionOf("http", '{"ticket": [1, null]}')).toEqual({
    ok: true,
    occasion: { body: { ticket: [1, null] } },
  });
  expect(occasionOf("event", '"7"')).toEqual({ ok: true, occasion: { payload: "7" } });
});

test("what is no JSON is told, and nothing is sent", () => {
  const told = occasionOf("http", "{ticket: 1}");
  expect(told.ok).toBe(false);
  expect(told.ok ? "" : told.message).toMatch(/^This is not JSON: /);
});

test("a time is any instant, written out, and now when nothing is written", () => {
  expect(occasionOf("schedule", " ")).toEqual({ ok: true, occasion: {} });
  expect(occasionOf("schedule", "2026-03-02T10:00:00+01:00")).toEqual({
    ok: true,
    occasion: { time: "2026-03-02T09:00:00.000Z" },
  });
  expect(occasionOf("schedule", "next Monday")).toEqual({
    ok: false,
    message: "“next Monday” is no time such as 2026-03-02T09:00:00Z.",
  });
});
