import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { useFlow } from "../../api/queries";
import type { Json, RunSummary } from "../../api/views";

const RECENT = 10;

export interface Choices {
  samples: Record<string, Json>;
  runs: RunSummary[];
  /** What says most of a state: the newest run, else a sample; undefined as long as nobody knows. */
  first: string | undefined;
}

/** What a trial can be made with. */
export function useChoices(flow: string, none: string): Choices {
  const found = useFlow(flow);
  const runs = useQuery({
    queryKey: ["runs", { flow, few: true }],
    queryFn: () => api.runs({ flow }),
    staleTime: 10_000,
  });
  const samples = found.data?.samples ?? {};
  const recent = runs.data?.items.slice(0, RECENT) ?? [];
  const known = !found.isPending && !runs.isPending;
  return { samples, runs: recent, first: known ? firstOf(Object.keys(samples), recent, none) : undefined };
}

export function firstOf(samples: string[], runs: { id: string }[], none: string): string {
  return runs[0] !== undefined
    ? `run:${runs[0].id}`
    : samples[0] !== undefined
      ? `sample:${samples[0]}`
      : none;
}
