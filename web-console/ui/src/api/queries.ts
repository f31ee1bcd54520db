import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import type { RunEvent } from "./views";

export const useMe = () => useQuery({ queryKey: ["me"], queryFn: api.me, staleTime: Infinity });

/** Once it is decided there is no open hold to ask for again. */
export const useHold = (id: string, open: boolean) =>
  useQuery({ queryKey: ["hold", id], queryFn: () => api.hold(id), enabled: open });

export const useRuns = (filter: { flow?: string; status?: string }) =>
  useInfiniteQuery({
    queryKey: ["runs", filter],
    queryFn: ({ pageParam }) => api.runs({ ...filter, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

export const useRun = (id: string) => useQuery({ queryKey: ["run", id], queryFn: () => api.run(id) });

/** The whole log; a change fetches only what came since. */
export const useEvents = (id: string) =>
  useQuery({
    queryKey: ["run", id, "events"],
    queryFn: async ({ client, queryKey }): Promise<RunEvent[]> => {
      const known = client.getQueryData<RunEvent[]>(queryKey) ?? [];
      const { items } = await api.events(id, known.at(-1)?.seq ?? 0);
      const last = known.at(-1)?.seq ?? 0;
      return [...known, ...items.filter((event) => event.seq > last)];
    },
  });

export const useFlows = () => useQuery({ queryKey: ["flows"], queryFn: api.flows });

export const useFlow = (name: string) =>
  useQuery({ queryKey: ["flow", name], queryFn: () => api.flow(name), staleTime: 5_000 });
