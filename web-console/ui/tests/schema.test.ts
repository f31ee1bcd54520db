import { describe, expect, it } from "vitest";
import type { Json } from "../src/api/views";
import { draftOf, read, shapeOf, type Draft } from "../src/form/schema";

const value = (schema: Json, draft: Draft) => read(schema, schema, draft);
const again = (schema: Json, given: Json) => value(schema, draftOf(schema, schema, given));

describe("a form of a schema", () => {
  const union: Json = {
    oneOf: [
      {
        type: "object",
        required: ["choice", "a"],
        properties: { choice: { const: "add" }, a: { type: "number" } },
      },
      {
        type: "object",
        required: ["choice", "text"],
        properties: { choice: { const: "finish" }, text: { type: "string" } },
      },
    ],
  };

  it("names a union's members by their choice", () => {
    const shape = shapeOf(union, union);
    expect(shape.kind === "union" && shape.members.map((member) => member.label)).toEqual(["add", "finish"]);
  });

  it("gives back every value it was filled with", () => {
    const cases: [Json, Json][] = [
      [{ type: "integer" }, 7],
      [{ type: "number" }, 8.5],
      [{ type: "string" }, "two\nlines"],
      [{ type: "boolean" }, false],
      [{ enum: ["a", 2, null] }, 2],
      [{ type: "array", items: { type: "number" } }, [1, 2]],
      [union, { choice: "finish", text: "done" }],
      [{ type: ["string", "null"] }, "x"],
      [{}, { any: ["thing"] }],
      [
        { type: "object", properties: { "a/b": { type: "object", properties: { c: { type: "string" } } } } },
        { "a/b": { c: "d" } },
      ],
    ];
    for (const [schema, given] of cases) {
      expect(again(schema, given)).toEqual({ ok: true, value: given });
    }
  });

  it("follows references into the schema's own definitions", () => {
    const schema: Json = {
      type: "object",
      required: ["ticket"],
      properties: { ticket: { $ref: "#/$defs/Ticket" } },
      $defs: { Ticket: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
    };
    expect(again(schema, { ticket: { id: "T1" } })).toEqual({ ok: true, value: { ticket: { id: "T1" } } });
    expect(value(schema, draftOf(schema, schema))).toEqual({
      ok: false,
      misfits: [{ pointer: "/ticket/id", message: "is needed" }],
    });
  });

  it("does not lose itself in a schema that contains itself", () => {
    const schema: Json = {
      $ref: "#/$defs/Node",
      $defs: { Node: { type: "object", properties: { next: { $ref: "#/$defs/Node" } } } },
    };
    expect(() => draftOf(schema, schema)).not.toThrow();
    const loop: Json = { $ref: "#/$defs/A", $defs: { A: { $ref: "#/$defs/A" } } };
    expect(() => shapeOf(loop, loop)).not.toThrow();
  });

  it("leaves out what is optional and empty, and asks for what is needed", () => {
    const schema: Json = {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string" },
        note: { type: "string" },
        sure: { type: "boolean" },
        address: { type: "object", required: ["street"], properties: { street: { type: "string" } } },
        tags: { type: "array", items: { type: "string" } },
      },
    };
    expect(again(schema, { name: "Ada" })).toEqual({ ok: true, value: { name: "Ada" } });
    expect(again(schema, { note: "only" })).toEqual({
      ok: false,
      misfits: [{ pointer: "/name", message: "is needed" }],
    });
  });

  it("says at its field what does not fit", () => {
    const schema: Json = {
      type: "object",
      required: ["amount", "count", "code"],
      properties: {
        amount: { type: "number", minimum: 0, maximum: 5000 },
        count: { type: "integer" },
        code: { type: "string", minLength: 2, maxLength: 3 },
      },
    };
    const draft = (amount: string, count: string, code: string): Draft => ({
      fields: { amount, count, code },
    });
    expect(value(schema, draft("9000", "1.5", "x"))).toEqual({
      ok: false,
      misfits: [
        { pointer: "/amount", message: "must be 5000 or less" },
        { pointer: "/count", message: "must be a whole number" },
        { pointer: "/code", message: "is shorter than 2 characters" },
      ],
    });
    expect(value(schema, draft("nine", "1", "abcd"))).toEqual({
      ok: false,
      misfits: [
        { pointer: "/amount", message: "is not a number" },
        { pointer: "/code", message: "is longer than 3 characters" },
      ],
    });
  });

  it("counts characters as people do, not halves of them", () => {
    expect(value({ type: "string", maxLength: 2 }, "😀😀")).toEqual({ ok: true, value: "😀😀" });
  });

  it("keeps what was typed into one member of a union while another is looked at", () => {
    const draft: Draft = { pick: 1, of: { 0: { fields: { a: "4" } }, 1: { fields: { text: "hi" } } } };
    expect(value(union, draft)).toEqual({ ok: true, value: { choice: "finish", text: "hi" } });
    expect(value(union, { ...draft, pick: 0 })).toEqual({ ok: true, value: { choice: "add", a: 4 } });
  });

  it("takes as JSON what it cannot draw", () => {
    expect(shapeOf({ type: "object" }, {}).kind).toBe("raw");
    expect(value({}, "{bad")).toEqual({ ok: false, misfits: [{ pointer: "", message: "is not JSON" }] });
  });

  it("starts with the schema's defaults", () => {
    const schema: Json = { type: "object", properties: { limit: { type: "integer", default: 3 } } };
    expect(value(schema, draftOf(schema, schema))).toEqual({ ok: true, value: { limit: 3 } });
  });
});
