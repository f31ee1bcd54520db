import { useQuery } from "@tanstack/react-query";
import { ask } from "./client";

/** One notice of a hold: who is told of it, or was. */
export interface Notice {
  kind: "opened" | "reminder" | "escalated" | "delegated" | "expired" | "stuck";
  channel: string;
  /** The address, or the channel's name for a room; for operators alone. */
  to?: string;
  /** People and groups; empty for whoever may decide. */
  audience: string[];
  /** When it was tried last, or its cause happened. */
  at: string;
  state: "waiting" | "sent" | "failed" | "dropped";
  /** What was wrong with the last try; for operators alone. */
  problem?: string;
}

const WHILE_WAITING = 15_000;

/**
 * Beside the hold in the cache: what touches the one makes both stale. Nobody announces what a worker sends, or what is sent of
 * a hold that is over: as long as something waits it is asked for now and then.
 */
export const useNotices = (hold: string) =>
  useQuery({
    queryKey: ["hold", hold, "notices"],
    queryFn: () => ask<{ items: Notice[] }>("GET", `/api/holds/${encodeURIComponent(hold)}/notices`),
    refetchInterval: ({ state }) =>
      state.data?.items.some((notice) => notice.state === "waiting") === true ? WHILE_WAITING : false,
  });
