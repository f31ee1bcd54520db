import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, query } from "./client";
import { useMe } from "./queries";
import type { Hold, Me, Page } from "./views";

/** Who has a hold in hand, and until when nobody else may decide it. */
export interface Claim {
  by: string;
  until: string;
}

export interface DecidedHold {
  verdict: "approved" | "rejected" | "answered" | "expired" | "withdrawn";
  by?: string;
  at: string;
  note?: string;
  via?: string;
  edited?: boolean;
  looked_ms?: number;
}

/** A hold as the inbox lists it. */
export interface InboxHold extends Hold {
  cost_usd?: number;
  risk?: "high" | "low";
  bulk?: boolean;
  claim?: Claim;
  decided?: DecidedHold;
}

export interface InboxPage extends Page<InboxHold> {
  count?: number;
  more?: boolean;
}

/** What the list shows; every part stands in the address. */
export interface InboxFilter {
  state: "open" | "done";
  who: "mine" | "groups" | "all";
  flow: string;
  urgency: string;
  claimed: string;
  q: string;
  sort: string;
}

export interface BulkResult {
  id: string;
  status?: string;
  problem?: string | { detail?: string };
}

const PAGE = "100";

const list = (filter: Partial<InboxFilter>, cursor: string | undefined, limit = PAGE) =>
  ask<InboxPage>("GET", `/api/holds${query({ ...filter, cursor, limit })}`);

/**
 * The holds of a filter, page by page. Nothing is fetched anew by itself beyond what `follow` asks for: a long list does
 * not move under the reader's hand.
 */
export const useInbox = (filter: InboxFilter, known: boolean) =>
  useInfiniteQuery({
    enabled: known,
    queryKey: ["holds", "list", filter],
    queryFn: ({ pageParam }) => list(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: Infinity,
    placeholderData: (before) => before,
  });

/** Whose holds somebody sees first: an operator may decide all, and belongs to no group. */
export const usualWho = (me: Me | undefined) => (me?.roles.includes("operate") === true ? "all" : "groups");

/** How many holds wait for this person, as far as they are counted. */
export function useWaiting() {
  const me = useMe().data;
  const who = usualWho(me);
  return useQuery({
    queryKey: ["holds", "waiting", who],
    queryFn: () => list({ state: "open", who }, undefined, "1"),
    select: (page) => ({
      count: page.count ?? page.items.length,
      more: page.more ?? page.next !== undefined,
    }),
    enabled: me !== undefined,
  });
}

/** Takes a hold in hand, or lets go of it. */
export function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ hold, release }: { hold: string; release: boolean }) =>
      ask<InboxHold>("POST", `/api/holds/${encodeURIComponent(hold)}/${release ? "release" : "claim"}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ["holds"] }),
  });
}

/** One decision on several holds alike; each is decided, or refused, on its own. */
export function useBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: {
      decision: "approve" | "reject";
      note?: string;
      items: { id: string; hash: string }[];
    }) => ask<{ results: BulkResult[] }>("POST", "/api/holds/bulk", decision),
    onSettled: () => queries.invalidateQueries({ queryKey: ["holds"] }),
  });
}
