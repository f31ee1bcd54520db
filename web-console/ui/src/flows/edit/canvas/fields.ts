import { at, field, fieldsOf, isFields, type Path, type Value } from "../ops/value";

/** One single value that the inspector offers for a state, or for the flow itself. */
export interface Offered {
  path: string[];
  label: string;
  as: "line" | "text" | "number" | "choice";
  choices?: string[];
  /** It cannot be taken away. */
  needed?: boolean;
  /** Names that are used elsewhere. */
  like?: "action" | "model" | "data" | "flow";
  /** What would be understood, for an empty field. */
  hint?: string;
}

type Short = [key: string, label: string, more?: Partial<Offered>];

const URGENCY: Partial<Offered> = { as: "choice", choices: ["low", "medium", "high"], hint: "medium" };
const DURATION: Partial<Offered> = { hint: "such as 30s, 5m, 48h, 7d" };

const BY_VERB: Record<string, Short[]> = {
  call: [
    ["call", "Action", { needed: true, like: "action" }],
    ["save", "Save as", { like: "data" }],
    ["timeout", "Time-out of a try", { hint: "30s" }],
    ["retry.max", "Retries", { as: "number" }],
    ["retry.backoff", "Pause between them", { hint: "1s..30s" }],
  ],
  llm: [
    ["llm.model", "Model", { needed: true, like: "model" }],
    ["llm.system", "System", { as: "text" }],
    ["llm.prompt", "Prompt", { as: "text", needed: true }],
    ["llm.context.budget", "Context budget, tokens", { as: "number" }],
    ["llm.repair", "Repairs of a reply", { as: "number", hint: "1" }],
    ["llm.temperature", "Temperature", { as: "number" }],
    ["llm.max_output", "Longest reply, tokens", { as: "number" }],
    ["save", "Save as", { like: "data" }],
    ["timeout", "Time-out of a try", { hint: "2m" }],
    ["retry.max", "Retries", { as: "number" }],
  ],
  ask: [
    ["ask.title", "Question"],
    ["ask.within", "Answer within", DURATION],
    ["ask.remind", "Remind after", DURATION],
    ["ask.urgency", "Urgency", URGENCY],
    ["save", "Save as", { like: "data" }],
  ],
  wait: [
    ["wait.for", "For", DURATION],
    ["wait.until", "Until"],
    ["wait.event", "Event"],
    ["wait.key", "Key of the event", { hint: "run.key" }],
    ["wait.where", "Only where"],
    ["wait.within", "At most", DURATION],
  ],
  each: [
    ["each.item", "Name of an item", { needed: true }],
    ["each.in", "List", { needed: true }],
    ["each.max", "Most items", { as: "number", hint: "100" }],
    ["each.concurrency", "At once", { as: "number", hint: "1" }],
    ["each.on_item_error", "When one fails", { as: "choice", choices: ["fail", "collect"], hint: "fail" }],
    ["save", "Save as", { like: "data" }],
  ],
  parallel: [["join", "Goes on after", { hint: "all" }]],
  flow: [
    ["flow", "Flow", { needed: true, like: "flow" }],
    ["save", "Save as", { like: "data" }],
  ],
  end: [
    ["end", "Ends as", { as: "choice", choices: ["succeeded", "failed", "cancelled"], needed: true }],
    ["error", "Error", { as: "text" }],
  ],
  set: [],
  branch: [],
};

const APPROVE: Short[] = [
  ["approve.title", "Title of the approval"],
  ["approve.when", "Also holds when"],
  ["approve.require", "Requires"],
  ["approve.count", "Approvals needed", { as: "number", hint: "1" }],
  ["approve.within", "Decide within", DURATION],
  ["approve.use_within", "Good for", DURATION],
  ["approve.remind", "Remind after", DURATION],
  ["approve.urgency", "Urgency", URGENCY],
  ["approve.note", "Note", { as: "choice", choices: ["required"], hint: "may be left out" }],
];

const FLOW: Short[] = [
  ["title", "Title"],
  ["description", "Description", { as: "text" }],
  ["version", "Version"],
  ["owner", "Owner"],
  ["key", "Key of a run"],
  ["limits.steps", "Most steps", { as: "number" }],
  ["limits.llm_calls", "Most model calls", { as: "number" }],
  ["limits.tokens", "Most tokens", { as: "number" }],
  ["limits.cost_usd", "Most money, USD", { as: "number" }],
  ["limits.duration", "Longest time", DURATION],
];

const VERBS = ["call", "llm", "ask", "wait", "parallel", "each", "flow", "end"];

export const verbOf = (state: Value | undefined): string =>
  VERBS.find((verb) => field(state, verb) !== undefined) ??
  (field(state, "set") !== undefined ? "set" : "branch");

export function offeredFor(name: string, state: Value): Offered[] {
  const verb = verbOf(state);
  const home = ["states", name];
  const set = fieldsOf(field(state, "set"));
  return [
    ...offered(home, [["title", "Title"]]),
    ...offered(home, BY_VERB[verb] ?? []),
    ...Object.keys(set).map((key): Offered => ({
      path: [...home, "set", key],
      label: `Set ${key}`,
      as: "text",
      needed: true,
    })),
    ...(isFields(field(state, "approve")) ? offered(home, APPROVE) : []),
    ...(verb === "end" ? [] : offered(home, [["visits", "Most visits in a run", { as: "number" }]])),
    ...offered(home, [["note", "Note for readers", { as: "text" }]]),
  ];
}

export const offeredForFlow = (): Offered[] => offered([], FLOW);

function offered(home: string[], all: Short[]): Offered[] {
  return all.map(([key, label, more]) => ({
    path: [...home, ...key.split(".")],
    label,
    as: "line",
    ...more,
  }));
}

/** What a typed text means in a field; a problem in words where it means nothing. */
export function meant(
  { as, needed }: Offered,
  text: string,
): { value: string | number | undefined } | { problem: string } {
  if (text.trim() === "") {
    return needed === true ? { problem: "It cannot be left out." } : { value: undefined };
  }
  if (as !== "number") {
    return { value: text };
  }
  const number = Number(text);
  return Number.isFinite(number) && /^-?[0-9.]+$/.test(text.trim())
    ? { value: number }
    : { problem: "A number, please." };
}

/** A value as its field shows it; undefined when it is more than a field can hold. */
export function shown(flow: Value, path: Path): string | undefined {
  const value = at(flow, path);
  return value === undefined || value === null ? "" : typeof value === "object" ? undefined : String(value);
}
