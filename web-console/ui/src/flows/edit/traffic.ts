import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { drafts } from "../../api/drafts";
import type { Traffic } from "./types";

const RUNS = 200;
const AGAIN = 15_000;

/** What the last runs of a flow did; undefined as long as nobody wants to know. */
export function useTraffic(flow: string, wanted: boolean): Traffic | undefined {
  const traffic = useQuery({
    queryKey: ["traffic", flow],
    queryFn: () => drafts.traffic(flow, RUNS),
    enabled: wanted,
    staleTime: 5_000,
    refetchInterval: AGAIN,
    placeholderData: keepPreviousData,
  });
  return wanted ? traffic.data : undefined;
}
