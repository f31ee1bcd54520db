import type { AuditFilter, Reviewer } from "../api/audit";
import { useFlows } from "../api/queries";
import { Choice, Options, Search } from "../parts/Filter";

const VERDICTS = ["approved", "rejected", "answered", "expired", "withdrawn"];

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
      <Choice label="Flow" value={filter.flow} onChange={set.flow}>
        <Options none="any flow" names={names} own={filter.flow} />
      </Choice>
      <Choice label="Decided by" value={filter.by} onChange={set.by}>
        <Options none="anybody" names={people} own={filter.by} />
      </Choice>
      <Choice label="Verdict" value={filter.verdict} onChange={set.verdict}>
        <Options none="any verdict" names={VERDICTS} own={filter.verdict} />
      </Choice>
      <Day label="From" value={filter.from} onChange={set.from} />
      <Day label="to" value={filter.to} onChange={set.to} />
    </search>
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
