import { useMemo } from "react";
import type { RunFilter } from "../../api/runs";
import { useSearch } from "../../router";

export type FilterName = keyof RunFilter;

export interface Filters {
  filter: RunFilter;
  set: (name: FilterName, value: string) => void;
  clear: () => void;
  /** Whether anything is left out of the list. */
  narrowed: boolean;
}

const NAMES: FilterName[] = ["status", "flow", "key", "waits_on", "started_by", "q", "since"];

/** The filter of the list, which stands in the address and nowhere else. */
export function useFilters(): Filters {
  const [status, setStatus] = useSearch("status");
  const [flow, setFlow] = useSearch("flow");
  const [key, setKey] = useSearch("key");
  const [waitsOn, setWaitsOn] = useSearch("waits_on");
  const [startedBy, setStartedBy] = useSearch("started_by");
  const [q, setQ] = useSearch("q");
  const [since, setSince] = useSearch("since");
  const filter = useMemo(
    () => ({ status, flow, key, waits_on: waitsOn, started_by: startedBy, q, since }),
    [status, flow, key, waitsOn, startedBy, q, since],
  );
  const setters: Record<FilterName, (value: string) => void> = {
    status: setStatus,
    flow: setFlow,
    key: setKey,
    waits_on: setWaitsOn,
    started_by: setStartedBy,
    q: setQ,
    since: setSince,
  };
  return {
    filter,
    set: (name, value) => setters[name](value),
    clear: () => NAMES.forEach((name) => setters[name]("")),
    narrowed: NAMES.some((name) => filter[name] !== ""),
  };
}
