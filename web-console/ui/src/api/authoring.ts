import type { Finding, TextEdit } from "../flows/edit/types";
import { ask } from "./client";
import type { Diagnostic, Graph } from "./views";

/** A flow's text to edit, and whether its reader may save it on this server. */
export interface FlowText {
  file: string;
  source: string;
  etag: string;
  writable: boolean;
  why_not?: string;
}

export interface Fix {
  title: string;
  /** It mends the finding, rather than silences it. */
  preferred: boolean;
  edits: TextEdit[];
}

export interface CheckedFinding extends Finding {
  fixes: Fix[];
}

/** A state's first and last line. */
export interface StateLines {
  name: string;
  from: number;
  to: number;
  verb: string;
}

export interface Checked {
  valid: boolean;
  diagnostics: CheckedFinding[];
  /** Errors of other files of the workspace, with this text among them. */
  elsewhere: Diagnostic[];
  graph?: Graph;
  states: StateLines[];
}

export interface Proposal {
  label: string;
  kind: "key" | "name" | "field" | "variable" | "function" | "word" | "file";
  detail: string;
  text: string;
  insert: string;
  snippet: boolean;
  from: number;
  to: number;
  doubtful: boolean;
}

export interface Hovered {
  text?: string;
  from?: number;
  to?: number;
}

export interface NamePlace {
  file: string;
  line: number;
  column: number;
  from?: number;
}

export interface Renamed {
  edits: TextEdit[];
  elsewhere: { file: string; places: number }[];
}

export interface Saved {
  name: string;
  file: string;
  etag: string;
  source: string;
  valid: boolean;
}

/** An entry of the book of rules. */
export interface Rule {
  code: string;
  title: string;
  severity: string;
  exactness: string;
  what: string;
  certainty: string;
  bad: string;
  good: string;
  why: string;
}

/** A place of a text: 1-based, columns in UTF-16 code units. */
export interface At {
  line: number;
  column: number;
}

const of = (flow: string) => `/api/flows/${encodeURIComponent(flow)}`;

export const authoring = {
  text: (flow: string) => ask<FlowText>("GET", `${of(flow)}/text`),
  check: (flow: string, source: string) => ask<Checked>("POST", `${of(flow)}/check`, { source }),
  complete: (flow: string, source: string, at: At) =>
    ask<{ items: Proposal[] }>("POST", `${of(flow)}/complete`, { source, ...at }),
  hover: (flow: string, source: string, at: At) =>
    ask<Hovered>("POST", `${of(flow)}/hover`, { source, ...at }),
  definition: (flow: string, source: string, at: At) =>
    ask<{ places: NamePlace[] }>("POST", `${of(flow)}/definition`, { source, ...at }),
  rename: (flow: string, source: string, at: At, to: string) =>
    ask<Renamed>("POST", `${of(flow)}/rename`, { source, ...at, to }),
  format: (flow: string, source: string) =>
    ask<{ edits: TextEdit[] }>("POST", `${of(flow)}/format`, { source }),
  /** What `source` changes about the file, or about another text of it. */
  patch: (flow: string, source: string, against?: string) =>
    ask<{ file: string; patch: string }>("POST", `${of(flow)}/patch`, { source, against }),
  save: (flow: string, source: string, etag: string, broken: boolean) =>
    ask<Saved>(
      "PUT",
      of(flow) + (broken ? "?broken=yes" : ""),
      { source },
      {
        "If-Match": `"${etag}"`,
      },
    ),
  rule: (code: string) => ask<Rule>("GET", `/api/rules/${encodeURIComponent(code)}`),
};
