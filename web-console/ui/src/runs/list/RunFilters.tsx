import { useId, useState, type ReactNode } from "react";
import { useFlows, useMe } from "../../api/queries";
import { Options, useTyped } from "../../parts/Filter";
import type { FilterName, Filters } from "./filters";

const STATUSES = ["running", "paused", "stuck", "succeeded", "failed", "cancelled"];
const SINCE: [string, string][] = [
  ["1h", "the last hour"],
  ["24h", "the last 24 hours"],
  ["7d", "the last 7 days"],
  ["30d", "the last 30 days"],
];

/** What the list is narrowed to; each choice stands in the address, and the server does the looking. */
export function RunFilters({ filters }: { filters: Filters }) {
  const { filter, set, clear, narrowed } = filters;
  const flows = useFlows();
  const me = useMe().data;
  const seldom = filter.waits_on !== "" || filter.started_by !== "" || filter.key !== "";
  const [more, setMore] = useState(seldom);
  const names = flows.data?.items.map((flow) => flow.name) ?? [];
  const mine = me === undefined ? [] : [me.id, ...me.groups];
  const bind = (name: FilterName) => ({
    value: filter[name],
    onChange: (value: string) => set(name, value),
  });
  return (
    <form className="run-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Text label="Search" wide placeholder="Key, state, id, person, …" {...bind("q")} />
      <Choice label="Status" {...bind("status")}>
        <Options none="any" names={STATUSES} own={filter.status} />
      </Choice>
      <Choice label="Flow" {...bind("flow")}>
        <Options none="any" names={names} own={filter.flow} />
      </Choice>
      <Choice label="Started" {...bind("since")}>
        <option value="">at any time</option>
        {SINCE.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
        {filter.since !== "" && !SINCE.some(([value]) => value === filter.since) && (
          <option value={filter.since}>since {filter.since}</option>
        )}
      </Choice>
      {more || seldom ? (
        <>
          <Text label="Waits on" placeholder="person or group" offers={mine} {...bind("waits_on")} />
          <Text label="Started by" placeholder="person" offers={mine.slice(0, 1)} {...bind("started_by")} />
          <Text label="Key" placeholder="the whole key" {...bind("key")} />
        </>
      ) : (
        <button type="button" className="quiet" onClick={() => setMore(true)}>
          More filters
        </button>
      )}
      {narrowed && (
        <button type="button" className="quiet" onClick={clear}>
          Show all
        </button>
      )}
    </form>
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
  children: ReactNode;
}) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}

/** Asks the server once somebody has stopped typing for a moment, or at Enter. */
function Text({
  label,
  value,
  onChange,
  placeholder,
  offers = [],
  wide = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  offers?: string[];
  wide?: boolean;
}) {
  const [typed, setTyped] = useTyped(value, onChange);
  const list = useId();
  return (
    <label className={wide ? "wide-field" : undefined}>
      <span>{label}</span>
      <input
        type="search"
        value={typed}
        placeholder={placeholder}
        list={offers.length > 0 ? list : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && onChange(typed.trim())}
      />
      {offers.length > 0 && (
        <datalist id={list}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </label>
  );
}
