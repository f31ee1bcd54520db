import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, query } from "./client";
import type { JsonObject, Page, Run, RunStatus, RunSummary } from "./views";

/** What a list of runs is narrowed to, as the address has it; empty for any. */
export interface RunFilter {
  status: string;
  flow: string;
  key: string;
  waits_on: string;
  started_by: string;
  q: string;
  /** `1h`, `24h`, `7d`, `30d`, or a day. */
  since: string;
}

export interface RunItem extends RunSummary {
  ended_at?: string;
  duration_ms?: number;
}

export interface RunFound extends Run {
  /** The run that this one has its beginning of, up to that event. */
  forked_from?: { run: string; seq: number };
}

export type BulkAction = "cancel" | "retry";

export interface BulkResult {
  id: string;
  /** What the run is now. */
  status?: RunStatus;
  /** Why nothing was done with it. */
  problem?: string;
}

/** Where a run goes on by its flow's file of now, and what stands in the way. */
export interface Move {
  verdict: "yes" | "with a mapping" | "no";
  reasons: Reason[];
  moved: boolean;
  bundle: string;
  run: Run;
}

export interface Reason {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  file?: string;
  line?: number;
  column?: number;
  help?: string;
}

/** The run as it stood after one event of its log. */
export interface At {
  seq: number;
  /** The event that `changed` is reckoned from: the one before, unless another was asked for. */
  from: number;
  at: string;
  status: RunStatus;
  state?: string;
  data: JsonObject;
  visits: Record<string, number>;
  changed: Changed[];
}

/** A value that is another than before. Absent `before`: it was not there; absent `after`: it is gone. */
export interface Changed {
  path: string;
  before?: JsonObject[string];
  after?: JsonObject[string];
}

/** The server refuses to do more at once. */
const AT_ONCE = 100;
const PAGE = 100;
const SPANS: Record<string, number> = { "1h": 1, "24h": 24, "7d": 7 * 24, "30d": 30 * 24 };

/** `since` as the server reads it: a length of time becomes the moment that it began. */
export function beginning(since: string, now: number): string {
  const hours = SPANS[since];
  return hours === undefined ? since : new Date(now - hours * 3_600_000).toISOString();
}

const id = encodeURIComponent;

export const runsApi = {
  list: (filter: RunFilter, cursor: string | undefined) =>
    ask<Page<RunItem>>(
      "GET",
      `/api/runs${query({ ...filter, since: beginning(filter.since, Date.now()), cursor, limit: String(PAGE) })}`,
    ),
  at: (run: string, seq: number, from?: number) =>
    ask<At>("GET", `/api/runs/${id(run)}/at/${seq}${query({ from: from?.toString() })}`),
  move: (run: string, request: { bundle?: string; mapping?: string; note?: string; dry_run?: boolean }) =>
    ask<Move>("POST", `/api/runs/${id(run)}/move`, request),
  /** Part by part, so that a long selection is no long request. */
  async bulk(action: BulkAction, ids: string[], reason: string): Promise<BulkResult[]> {
    const results: BulkResult[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const part = ids.slice(from, from + AT_ONCE);
      const answer = await ask<{ results: BulkResult[] }>("POST", "/api/runs/bulk", {
        action,
        ids: part,
        ...(reason === "" ? {} : { reason }),
      });
      results.push(...answer.results);
    }
    return results;
  },
};

/** Page by page; what was found before stays until the answer to another question is there. */
export const useRunList = (filter: RunFilter) =>
  useInfiniteQuery({
    queryKey: ["runs", filter],
    queryFn: ({ pageParam }) => runsApi.list(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

/** What was after an event stays so: it is asked for once. */
export const useAt = (
  run: string,
  seq: number,
  { from, enabled = true }: { from?: number; enabled?: boolean },
) =>
  useQuery({
    queryKey: ["at", run, seq, from ?? "before"],
    queryFn: () => runsApi.at(run, seq, from),
    enabled,
    staleTime: Infinity,
    retry: false,
  });
