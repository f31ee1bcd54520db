import { useQuery } from "@tanstack/react-query";
import { ask } from "./client";
import type { Claim, InboxHold } from "./inbox";
import type { Hold, Json, JsonObject, Shown } from "./views";

/** What to decide a hold by, as `GET /api/holds/{id}/evidence` tells it. */
export interface Evidence {
  hold: string;
  run: string;
  settled?: Settled;
  hindrance?: string;
  ways: DecisionWay[];
  sources: Source[];
  shortened: Shortened[];
  earlier?: Earlier;
  thread: Said[];
  delegated?: Delegation;
  recipients: Recipient[];
}

export interface Settled {
  how: "approved" | "rejected" | "answered" | "expired" | "withdrawn";
  by?: string;
  via?: string;
  at: string;
  note?: string;
  edited: boolean;
}

export interface DecisionWay {
  decision: "approve" | "reject" | "answer" | "expire";
  calls?: string;
  to: WayTarget[];
  stuck: boolean;
  rest?: string;
}

export interface WayTarget {
  state: string;
  title?: string;
  verb: string;
  detail: string;
  when?: string;
  ends?: "succeeded" | "failed" | "cancelled";
}

export interface Source {
  place: "show" | "args" | "edit";
  name: string;
  model: boolean;
  from: From[];
}

export interface From {
  kind: "input" | "person" | "action" | "model" | "event" | "flow";
  who?: string;
  name?: string;
  state?: string;
  visit: number;
  seq: number;
  at: string;
}

export interface Shortened {
  state: string;
  visit: number;
  model: string;
  seq: number;
  items: Less[];
  more: number;
}

export interface Less {
  item: string;
  source: string;
  verdict: "trimmed" | "cleared" | "summarised" | "dropped";
  reason: string;
  tokens_before: number;
  tokens_after: number;
  rule?: { file: string; line: number; text: string };
}

export interface Earlier {
  hold: string;
  visit: number;
  title: string;
  args: JsonObject;
  show: Shown[];
  by: string;
  at: string;
  note?: string;
}

export interface Said {
  by: string;
  text: string;
  at: string;
}

export interface Delegation {
  to: string;
  by: string;
  at: string;
  note?: string;
}

export interface Recipient {
  id: string;
  name: string;
  kind: "person" | "group";
}

/** Who looks after a hold for a while; a decision by anybody else is refused meanwhile. */
export const claimOf = (hold: Hold): Claim | undefined => (hold as InboxHold).claim;

const at = (hold: string, what: string) => `/api/holds/${encodeURIComponent(hold)}/${what}`;

export const talk = {
  evidence: (hold: string) => ask<Evidence>("GET", at(hold, "evidence")),
  ask: (hold: string, text: string) => ask<Evidence>("POST", at(hold, "ask"), { text }),
  delegate: (hold: string, to: string, note: string) =>
    ask<Evidence>("POST", at(hold, "delegate"), note === "" ? { to } : { to, note }),
  claim: (hold: string, take: boolean) => ask<Hold>("POST", at(hold, "claim"), take ? { take } : {}),
  release: (hold: string) => ask<Hold>("POST", at(hold, "release"), {}),
};

/**
 * Without a line it fails, and says so: what is held back would be sent when nobody looks any more, about a hold that is
 * another by then.
 */
export const AT_ONCE = { networkMode: "always" } as const;

/** Beside the hold in the cache: what touches the one makes both stale. */
export const evidenceKey = (hold: string) => ["hold", hold, "evidence"] as const;

export const useEvidence = (hold: string) =>
  useQuery({ queryKey: evidenceKey(hold), queryFn: () => talk.evidence(hold) });

/** Where a value of that place and name came from. */
export const sourceOf = (evidence: Evidence | undefined, place: Source["place"], name: string) =>
  evidence?.sources.find((source) => source.place === place && source.name === name);

export type Values = Record<string, Json | undefined>;
