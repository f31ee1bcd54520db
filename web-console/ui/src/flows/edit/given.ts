// What a trial is made with, chosen in a page: `worst`, `sample:NAME`, `run:ID`, or JSON of one's own.
import type { Given } from "../../api/drafts";
import type { JsonObject } from "../../api/views";

export type Written = { ok: true; value: JsonObject } | { ok: false; why: string };

const KEYS = new Set([
  "input",
  "data",
  "events",
  "now",
  "run",
  "item",
  "index",
  "error",
  "decision",
  "summaries",
]);

/** Somebody's JSON, or what is wrong with it in one sentence. */
export function readData(text: string): Written {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, why: `This is not JSON: ${(error as Error).message}` };
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return { ok: false, why: "This must be an object, with `input` and `data` in it." };
  }
  const unknown = Object.keys(value).find((key) => !KEYS.has(key));
  return unknown === undefined
    ? { ok: true, value: value as JsonObject }
    : { ok: false, why: `There is no key \`${unknown}\` here; there are ${[...KEYS].join(", ")}.` };
}

/** What stands in the editor for a sample input. */
export const dataOf = (input: unknown) => JSON.stringify({ input, data: {} }, null, 2);

/** The choice as the server takes it; undefined for JSON that cannot be read. */
export function givenOf(choice: string, own: string): Given | undefined {
  if (choice.startsWith("sample:")) {
    return { sample: choice.slice("sample:".length) };
  }
  if (choice.startsWith("run:")) {
    return { run: choice.slice("run:".length) };
  }
  if (choice !== "own") {
    return {};
  }
  const read = readData(own);
  return read.ok ? { data: read.value } : undefined;
}
