import type { Json, JsonObject } from "../../api/views";
import { isObject } from "../../form/schema";

/** One candidate of a context, as the manifest has it. */
export interface Item {
  item: string;
  source: string;
  before: number;
  after: number;
  verdict: string;
  /** Why, in words. */
  reason: string;
  /** `file:line` and the rule's own words; undefined when no rule had to decide. */
  rule: { place: string; text: string } | undefined;
}

/** A piece of the question: an item, or the words around them. */
export interface Piece {
  name: string;
  tokens: number;
  kind: "item" | "envelope";
}

export interface Budget {
  items: Item[];
  pieces: Piece[];
  used: number;
  envelope: number;
  budget: number;
  /** What the counter expected of the whole question. */
  predicted: number;
  counter: string;
}

const REASONS: Record<string, string> = {
  fits: "it fits",
  over_max: "longer than its own max_tokens",
  over_budget: "more than the budget had left",
  when_false: "its `when` is false here",
  absent: "there was nothing to load",
  last: "only the last few are loaded",
  max_age: "older than its max_age",
  clear_results: "results of older calls are cleared",
  clamp: "long results are clamped",
  summary: "a summary stands for it",
  drop_oldest: "the oldest go first",
  redacted: "it is redacted",
};

const word = (value: Json | undefined) => (value === undefined || value === null ? "" : String(value));
const number = (value: Json | undefined) => Number(value ?? 0);

/** A manifest for reading; undefined where the log has none. */
export function budgetOf(manifest: Json | undefined): Budget | undefined {
  if (!isObject(manifest)) {
    return undefined;
  }
  const entries = Array.isArray(manifest["items"]) ? manifest["items"].filter(isObject) : [];
  const items = entries.map(itemOf);
  const used = number(manifest["used"]);
  const envelope = number(manifest["envelope"]);
  const budget = number(manifest["budget"]);
  const pieces: Piece[] = [
    { name: "prompt, schema and frame", tokens: envelope, kind: "envelope" },
    ...items
      .filter((item) => item.after > 0 && item.verdict !== "dropped")
      .map((item): Piece => ({ name: item.item, tokens: item.after, kind: "item" })),
  ];
  return {
    items,
    pieces: pieces.filter((piece) => piece.tokens > 0),
    used,
    envelope,
    budget,
    predicted: used + envelope,
    counter: word(manifest["counter"]),
  };
}

function itemOf(entry: JsonObject): Item {
  const rule = entry["rule"];
  const reason = word(entry["reason"]).toLowerCase();
  return {
    item: word(entry["item"]),
    source: word(entry["source"]),
    before: number(entry["tokens_before"]),
    after: number(entry["tokens_after"]),
    verdict: word(entry["verdict"]).toLowerCase(),
    reason: REASONS[reason] ?? reason.replaceAll("_", " "),
    rule: isObject(rule)
      ? { place: `${word(rule["file"])}:${word(rule["line"])}`, text: word(rule["text"]) }
      : undefined,
  };
}

/** What a provider's cache may have had of the question. */
export function cacheWords(manifest: Json | undefined): string | undefined {
  const cache = isObject(manifest) ? manifest["cache"] : undefined;
  if (!isObject(cache)) {
    return undefined;
  }
  const same = `${word(cache["same"] ?? 0)} tokens in front`;
  const part = cache["part"] === undefined ? "" : `, up to ${word(cache["part"])}`;
  switch (cache["outlook"]) {
    case "first":
      return `Cache: the state’s first question to this model in this run; ${word(cache["stable"] ?? 0)} stable tokens in front.`;
    case "expired":
      return `Cache: ${same} as in the question before, which is longer ago than a prefix is kept.`;
    case "changed":
      return `Cache missed: the stable part ${word(cache["part"])} is another than before, after ${same}.`;
    case "short":
      return `Cache: ${same} as before${part}: fewer than a provider keeps.`;
    default:
      return `Cache: ${same} as before${part}.`;
  }
}

/** How far the provider's count is from what was expected: `+4 %`; empty where either is not known. */
export function off(predicted: number, reported: number): string {
  if (predicted === 0 || reported === 0) {
    return "";
  }
  const percent = Math.round((100 * (reported - predicted)) / predicted);
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent)} %`;
}
