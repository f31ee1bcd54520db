import { useQuery } from "@tanstack/react-query";
import { ask, query } from "./client";
import type { Json, JsonObject, Run, RunStatus, Usage } from "./views";

/** What a fork does with what it asks for: take the old run's answers, or ask everything again. */
export type Effects = "recorded" | "again";

export interface PlannedRequest {
  state: string;
  visit: number;
  slot?: string;
  kind: "action" | "model" | "flow";
  what: string;
  effect?: "read" | "write";
  delivery?: "idempotent" | "at_most_once";
  risk: "low" | "high";
  args: JsonObject;
  from: "record" | "again";
  answer?: "result" | "failed" | "unknown";
  recorded_at?: number;
  /** As soon as the fork begins; else if everything goes on as it did. */
  at_once: boolean;
}

export interface PlannedHold {
  state: string;
  visit: number;
  slot?: string;
  kind: "approve" | "ask";
  title: string;
  by: string[];
  at_once: boolean;
}

export interface ForkPlan {
  run: string;
  seq: number;
  effects: Effects;
  state?: string;
  status: RunStatus;
  requests: PlannedRequest[];
  holds: PlannedHold[];
  /** Why it cannot be made just now. */
  blocked?: string;
}

export interface Change {
  path: string;
  before?: Json;
  after?: Json;
}

/** A run as it stood after one of its events. */
export interface RunAt {
  run: string;
  seq: number;
  at: string;
  type: string;
  status: RunStatus;
  state?: string;
  data: JsonObject;
  visits: Record<string, number>;
  usage: Usage;
  from: number;
  changed: Change[];
  purged: boolean;
  /** The nearest event after which the run may be forked; 0 for none. */
  fork_at: number;
}

export interface BulkResult {
  id: string;
  status?: RunStatus;
  problem?: string;
}

const id = encodeURIComponent;

export const forks = {
  plan: (run: string, seq: number, effects: Effects) =>
    ask<ForkPlan>("POST", `/api/runs/${id(run)}/fork`, { seq, effects, dry_run: true }),
  make: (run: string, seq: number, effects: Effects) =>
    ask<Run>("POST", `/api/runs/${id(run)}/fork`, { seq, effects }),
  at: (run: string, seq: number, from?: number) =>
    ask<RunAt>(
      "GET",
      `/api/runs/${id(run)}/at/${seq}${query({ from: from === undefined ? undefined : String(from) })}`,
    ),
  bulk: (action: "cancel" | "retry", ids: string[], reason?: string) =>
    ask<{ results: BulkResult[] }>("POST", "/api/runs/bulk", {
      action,
      ids,
      ...(reason === undefined || reason === "" ? {} : { reason }),
    }),
};

/** The run after an event: what has happened does not change, so it is asked once. */
export const useRunAt = (run: string, seq: number, from?: number) =>
  useQuery({
    queryKey: ["run-at", run, seq, from],
    queryFn: () => forks.at(run, seq, from),
    staleTime: Infinity,
    retry: false,
  });

/** What a fork would do, as things stand; a run that goes on has more in its record a moment later. */
export const useForkPlan = (run: string, seq: number, effects: Effects) =>
  useQuery({
    queryKey: ["run", run, "fork", seq, effects],
    queryFn: () => forks.plan(run, seq, effects),
    retry: false,
  });
