import { useEffect, useState } from "react";
import { useFlows } from "../api/queries";
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
  if (place.filter.flow !== "" && !names.includes(place.filter.flow)) {
    names.unshift(place.filter.flow);
  }
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
        <option value="">any flow</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
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

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </select>
  );
}

/** Asks the server once somebody has stopped typing for a moment. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed !== value) {
      const later = setTimeout(() => onChange(typed), 250);
      return () => clearTimeout(later);
    }
    return undefined;
  }, [typed, value, onChange]);
  return (
    <input
      type="search"
      aria-label="Search"
      placeholder="Search title, key, requester"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
