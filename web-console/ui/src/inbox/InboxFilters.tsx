import { useFlows } from "../api/queries";
import { Choice, Options, Search } from "../parts/Filter";
import type { InboxPlace, View } from "./place";

const TABS: [View, string][] = [
  ["mine", "Mine"],
  ["groups", "My groups"],
  ["all", "All"],
  ["done", "Done"],
];

/** Whose holds, and which of them. */
export function InboxFilters({ place }: { place: InboxPlace }) {
  const flows = useFlows();
  const names = flows.data?.items.map((flow) => flow.name) ?? [];
  return (
    <div className="inbox-filters">
      <div className="tabs" role="group" aria-label="Whose holds">
        {TABS.map(([view, label]) => (
          <button
            key={view}
            type="button"
            aria-pressed={place.view === view}
            onClick={() => place.set("view", view)}
          >
            {label}
          </button>
        ))}
      </div>
      <Search value={place.filter.q} onChange={(value) => place.set("q", value)} />
      <Choice label="Flow" value={place.filter.flow} onChange={(value) => place.set("flow", value)}>
        <Options none="any flow" names={names} own={place.filter.flow} />
      </Choice>
      <Choice label="Urgency" value={place.filter.urgency} onChange={(value) => place.set("urgency", value)}>
        <option value="">any urgency</option>
        <option>high</option>
        <option>medium</option>
        <option>low</option>
      </Choice>
      {place.view !== "done" && (
        <Choice
          label="Claimed"
          value={place.filter.claimed}
          onChange={(value) => place.set("claimed", value)}
        >
          <option value="">claimed or not</option>
          <option value="no">not claimed</option>
          <option value="mine">claimed by me</option>
          <option value="yes">claimed</option>
        </Choice>
      )}
      {place.view !== "done" && (
        <Choice
          label="Sorted by"
          value={place.filter.sort === "" ? "due" : place.filter.sort}
          onChange={(value) => place.set("sort", value)}
        >
          <option value="due">deadline first</option>
          <option value="urgency">most urgent first</option>
          <option value="opened">newest first</option>
          <option value="cost">dearest first</option>
        </Choice>
      )}
    </div>
  );
}
