// A flow's text tried before it is saved, and its versions compared: the server's DraftViews, ReviewViews and TestsView.
import type { Traffic } from "../flows/edit/types";
import { ask, query } from "./client";
import type { Graph, GraphEdge, GraphNode, Hold, Json, JsonObject } from "./views";

export interface ContextItem {
  name: string;
  source: string;
  tokens: number;
  before?: number;
  worst?: number;
  verdict: "kept" | "trimmed" | "cleared" | "summarised" | "dropped" | "fits" | "at_risk";
  reason: string;
  rule?: string;
  file: string;
  line: number;
  priority: number;
  stable: boolean;
}

export interface Message {
  role: string;
  text: string;
}

export interface ContextTrial {
  kind: "ready" | "overflow" | "summary" | "failed" | "worst";
  model: string;
  counter: string;
  budget: number;
  window?: number;
  used: number;
  envelope: number;
  items: ContextItem[];
  messages: Message[];
  problems: string[];
  data?: JsonObject;
}

/** Where a trial's data comes from; nothing of it for the worst case. */
export type Given = { data: JsonObject } | { sample: string } | { run: string } | Record<string, never>;

export type Reply =
  | { value: Json }
  | { text: string }
  | { recorded: true }
  | { fails: string; message?: string }
  | { approve: true }
  | { reject: true; note?: string }
  | { expire: true };

export interface Question {
  slot: string;
  purpose: "answer" | "repair" | "summary";
  model: string;
  messages: Message[];
  schema: Json;
  recorded: boolean;
  reply?: string;
  value?: Json;
  misfits: string[];
}

export interface Call {
  slot: string;
  fetch: boolean;
  action: string;
  effect: string;
  delivery: string;
  args: JsonObject;
  target: JsonObject;
  key: string;
  result?: Json;
  failure?: string;
}

export interface StepTrial {
  state: string;
  verb: string;
  outcome: "went" | "ended" | "stuck" | "waits" | "asks";
  to?: string;
  route?: { outcome: string; kind: string; message: string };
  writes: JsonObject;
  end?: { status: string; output?: Json; error?: string };
  questions: Question[];
  calls: Call[];
  holds: Hold[];
  waits: JsonObject[];
  children: { slot: string; flow: string; input: JsonObject }[];
  problems: string[];
  data: JsonObject;
}

export interface TestOutcome {
  name: string;
  file: string;
  line: number;
  ok: boolean;
  ms: number;
  end?: string;
  path: string[];
  failures: {
    kind: string;
    message: string;
    file: string;
    line: number;
    detail: string[];
    expected?: Json;
    actual?: Json;
  }[];
}

export interface Covered {
  covered: number;
  total: number;
  missing: { name: string; line: number; way: string }[];
}

export interface TestOutcomes {
  tests: TestOutcome[];
  passed: number;
  failed: number;
  stopped?: string;
  coverage: Record<"states" | "transitions" | "members" | "holds" | "risky_calls", Covered>;
  diagnostics: { code: string; message: string; file: string; line: number }[];
}

export interface Version {
  id: string;
  version?: string;
  same: boolean;
  runs: number;
  open: number;
  last_started_at?: string;
}

export type Fate = "added" | "removed" | "changed" | "same";

export interface DiffLine {
  kind: "same" | "changed" | "removed" | "added" | "skip";
  left?: number;
  before?: string;
  right?: number;
  after?: string;
  count?: number;
}

export interface Change {
  kind: string;
  weight: "safety" | "behaviour" | "cosmetic";
  approval?: "removed" | "weakened";
  subject: string;
  state?: string;
  message: string;
  before?: number;
  after?: number;
  lines: DiffLine[];
}

export interface ReviewGraph extends Graph {
  nodes: (GraphNode & { status: Fate })[];
  edges: (GraphEdge & { status: Fate })[];
}

export interface Affected {
  run: string;
  state: string;
  standing: string;
  verdict: "yes" | "with a mapping" | "no";
  reasons: { code: string; message: string; line: number; severity: string; help?: string }[];
}

export interface Review {
  from: string;
  to: string;
  from_version?: string;
  to_version?: string;
  same: boolean;
  approvals: number;
  changes: Change[];
  graph: ReviewGraph;
  lines: DiffLine[];
  runs: Affected[];
  more_runs: boolean;
  diagnostics: { code: string; message: string; line: number }[];
}

const at = (flow: string) => `/api/flows/${encodeURIComponent(flow)}`;

export const drafts = {
  context: (flow: string, source: string, state: string, given: Given) =>
    ask<ContextTrial>("POST", `${at(flow)}/context`, { source, state, ...given }),
  step: (flow: string, source: string, state: string, given: Given, reply?: Reply) =>
    ask<StepTrial>("POST", `${at(flow)}/try`, {
      source,
      state,
      ...given,
      ...(reply === undefined ? {} : { reply }),
    }),
  tests: (flow: string, source: string) => ask<TestOutcomes>("POST", `${at(flow)}/tests`, { source }),
  traffic: (flow: string, runs: number) =>
    ask<Traffic>("GET", `${at(flow)}/traffic${query({ runs: String(runs) })}`),
  versions: (flow: string) => ask<{ items: Version[]; more: boolean }>("GET", `${at(flow)}/versions`),
  review: (flow: string, versions: { from?: string; to?: string; source?: string }) =>
    ask<Review>("POST", `${at(flow)}/review`, versions),
};
