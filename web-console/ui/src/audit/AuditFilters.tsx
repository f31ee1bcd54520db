import { useEffect, useState } from "react";
import type { AuditFilter, Reviewer } from "../api/audit";
import { useFlows } from "../api/queries";

const VERDICTS = ["approved", "rejected", "answered", "expired", "withdrawn"];

/** What is known of an open choice: the address may name what the list does not have. */
const withOwn = (names: string[], own: string) =>
  own === "" || names.includes(own) ? names : [own, ...names];

export function AuditFilters({
  filter,
  set,
  reviewers,
}: {
  filter: AuditFilter;
  set: Record<keyof AuditFilter, (value: string) => void>;
  reviewers: Reviewer[];
}) {
  const flows = useFlows();
  const names = flows.data?.items.map((flow) => flow.name) ?? [];
  const people = reviewers.map((reviewer) => reviewer.person);
  return (
    <search className="audit-filters" aria-label="Which decisions">
      <Search value={filter.q} onChange={set.q} />
      <Choice label="Flow" none="any flow" value={filter.flow} onChange={set.flow}>
        {withOwn(names, filter.flow)}
      </Choice>
      <Choice label="Decided by" none="anybody" value={filter.by} onChange={set.by}>
        {withOwn(people, filter.by)}
      </Choice>
      <Choice label="Verdict" none="any verdict" value={filter.verdict} onChange={set.verdict}>
        {withOwn(VERDICTS, filter.verdict)}
      </Choice>
      <Day label="From" value={filter.from} onChange={set.from} />
      <Day label="to" value={filter.to} onChange={set.to} />
    </search>
  );
}

function Choice({
  label,
  none,
  value,
  onChange,
  children,
}: {
  label: string;
  none: string;
  value: string;
  onChange: (value: string) => void;
  children: string[];
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{none}</option>
      {children.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

/** A day of UTC, as the server counts days. */
function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label>
      {label} <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
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
