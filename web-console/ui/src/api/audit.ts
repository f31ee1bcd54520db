import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, query } from "./client";
import type { Page } from "./views";

export type Verdict = "approved" | "rejected" | "answered" | "expired" | "withdrawn";

/** How a hold ended. */
export interface Decision {
  hold: string;
  run: string;
  flow: string;
  version: string;
  key?: string;
  state: string;
  purpose: string;
  title: string;
  action?: string;
  requester: string;
  urgency: string;
  opened_at: string;
  at: string;
  verdict: Verdict;
  by?: string;
  via?: string;
  authenticated: boolean;
  note?: string;
  edited: boolean;
  took_ms: number;
  looked_ms?: number;
  quick: boolean;
  cost_usd: number;
}

export interface DecisionPage extends Page<Decision> {
  count: number;
  more: boolean;
}

export interface Reviewer {
  person: string;
  decisions: number;
  median_ms: number;
  p90_ms: number;
  median_look_ms?: number;
  quick: number;
  approval_rate?: number;
}

/** Which decisions; every part stands in the address, empty where it is left open. */
export interface AuditFilter {
  flow: string;
  by: string;
  verdict: string;
  from: string;
  to: string;
  q: string;
}

/** A long list does not move under the reader's hand, as in the inbox: what `follow` hears of makes it old. */
export const useDecisions = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ["audit", "decisions", filter],
    queryFn: ({ pageParam }) =>
      ask<DecisionPage>("GET", `/api/audit${query({ ...filter, cursor: pageParam, limit: "100" })}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: Infinity,
    placeholderData: (before) => before,
  });

export const useReviewers = (filter: AuditFilter) =>
  useQuery({
    queryKey: ["audit", "people", filter],
    queryFn: () => ask<{ items: Reviewer[] }>("GET", `/api/audit/people${query({ ...filter })}`),
    placeholderData: (before) => before,
  });

/** Where the browser fetches the same decisions as a file. */
export const exportPath = (filter: AuditFilter, format: "csv" | "jsonl") =>
  `/api/audit/export${query({ format, ...filter })}`;
