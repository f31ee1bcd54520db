import { usualWho, type InboxFilter } from "../api/inbox";
import type { Me } from "../api/views";
import { useSearch } from "../router";

const VIEWS = ["mine", "groups", "all", "done"] as const;
export type View = (typeof VIEWS)[number];

export interface InboxPlace {
  view: View;
  filter: InboxFilter;
  /** Some filter besides the view is set. */
  narrowed: boolean;
  set: (name: "view" | "flow" | "urgency" | "claimed" | "q" | "sort", value: string) => void;
  clear: () => void;
}

/** What the inbox shows, read from the address and written to it, so that a list can be sent to somebody as it is. */
export function useInboxPlace(me: Me | undefined): InboxPlace {
  const [viewName, setView] = useSearch("view");
  const [flow, setFlow] = useSearch("flow");
  const [urgency, setUrgency] = useSearch("urgency");
  const [claimed, setClaimed] = useSearch("claimed");
  const [q, setQ] = useSearch("q");
  const [sort, setSort] = useSearch("sort");
  const view = VIEWS.find((known) => known === viewName) ?? usualWho(me);
  const setters = {
    view: (value: string) => setView(value === usualWho(me) ? "" : value),
    flow: setFlow,
    urgency: setUrgency,
    claimed: setClaimed,
    q: setQ,
    sort: (value: string) => setSort(value === "due" ? "" : value),
  };
  return {
    view,
    filter: {
      state: view === "done" ? "done" : "open",
      who: view === "done" ? "all" : view,
      flow,
      urgency,
      claimed,
      q,
      sort,
    },
    narrowed: [flow, urgency, claimed, q].some((value) => value !== ""),
    set: (name, value) => setters[name](value),
    clear: () => {
      for (const name of ["flow", "urgency", "claimed", "q"] as const) {
        setters[name]("");
      }
    },
  };
}
