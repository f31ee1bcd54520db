/** The JSON of the HTTP contract, as the server's `Views` write it: absent where there is nothing. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface Usage {
  llm_calls: number;
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  cost_usd: number;
  steps: number;
}

export type RunStatus = "running" | "paused" | "stuck" | "succeeded" | "failed" | "cancelled";

export interface RunSummary {
  id: string;
  flow: string;
  version: string;
  key?: string;
  status: RunStatus;
  state?: string;
  waiting_for?: string;
  started_by: string;
  started_at: string;
  updated_at: string;
  parent?: string;
  usage: Usage;
}

export interface Run extends RunSummary {
  bundle: string;
  input: JsonObject;
  data: JsonObject;
  output?: Json;
  error?: string;
  holds: Hold[];
  children: RunSummary[];
  visits: Record<string, number>;
  /** The run that this one has its beginning of, up to that event. */
  forked_from?: { run: string; seq: number };
}

export interface Shown {
  label: string;
  value?: Json;
  origin: string;
}

export interface Editable {
  path: string;
  schema: Json;
  value?: Json;
}

export interface Vote {
  by: string;
  note?: string;
  at: string;
}

export interface Question {
  model: string;
  why: string;
  messages: { role: string; text: string }[];
}

export interface Hold {
  id: string;
  run: string;
  flow: string;
  version: string;
  key?: string;
  state: string;
  kind: "approve" | "ask";
  purpose: "approve" | "ask" | "unknown" | "model";
  title: string;
  action?: string;
  args: JsonObject;
  target?: JsonObject;
  hash: string;
  show: Shown[];
  edit: Editable[];
  form?: Json;
  choices: Json[];
  by: string[];
  count: number;
  not_requester: boolean;
  note_required: boolean;
  urgency: "low" | "medium" | "high";
  opened_at: string;
  due?: string;
  then_what?: string;
  requester: string;
  votes: Vote[];
  question?: Question;
}

export interface Decision {
  decision: "approve" | "reject" | "answer";
  hash: string;
  edited_hash?: string;
  edit?: JsonObject;
  answer?: Json;
  note?: string;
}

export interface Decided {
  hold: string;
  status: "approved" | "rejected" | "answered" | "voted";
  by: string;
  run: Run;
}

export interface FlowSummary {
  name: string;
  file: string;
  version?: string;
  title?: string;
  description?: string;
  valid: boolean;
  errors: number;
  warnings: number;
}

export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  file: string;
  line: number;
  column: number;
  help?: string;
  suggestion?: string;
}

export interface GraphNode {
  id: string;
  verb: string;
  title?: string;
  detail: string;
  holds: boolean;
  inner: string[];
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: "next" | "case" | "otherwise" | "default";
  label: string;
}

export interface Graph {
  flow: string;
  start: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface Flow {
  name: string;
  file: string;
  version?: string;
  title?: string;
  description?: string;
  source: string;
  etag: string;
  valid: boolean;
  diagnostics: Diagnostic[];
  graph?: Graph;
  input?: Json;
  samples: Record<string, Json>;
}

/** One event of a run's log; what it carries besides depends on its type. */
export interface RunEvent {
  seq: number;
  at: string;
  type: string;
  [key: string]: Json;
}

export interface Me {
  id: string;
  name: string;
  groups: string[];
  roles: string[];
}

export interface Misfit {
  pointer: string;
  message: string;
}
