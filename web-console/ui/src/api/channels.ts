import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "./client";

/** A way to tell people that something waits for them. */
export interface Channel {
  name: string;
  kind: "slack" | "email" | "webhook";
  people: string[];
  /** Why nothing can be sent through it. */
  problem?: string;
  /** Notices that are to be sent yet. */
  waiting: number;
  last_sent_at?: string;
  last_failure?: { at: string; message: string };
}

export const useChannels = () =>
  useQuery({
    queryKey: ["channels"],
    queryFn: () => ask<{ items: Channel[] }>("GET", "/api/channels"),
    retry: false,
  });

export function useTestChannel(channel: Channel) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      ask<{ sent: boolean }>("POST", `/api/channels/${encodeURIComponent(channel.name)}/test`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ["channels"] }),
  });
}
