import { useRef } from "react";
import type { RunItem } from "../../api/runs";
import { useRows } from "../../parts/rows";
import { RunRow } from "./RunRow";

const WIDE = "(min-width: 60rem)";
const ROW = 45;
const CARD = 104;
const COLUMNS = ["Run", "Status", "At", "Waits on", "Cost", "Took", "Started by", "Started"];

/** The runs of the list, as many as are in view. */
export function RunList({
  items,
  at,
  onAt,
  selected,
  onSelect,
  onSelectAll,
  more,
  loadingMore,
  onMore,
}: {
  items: RunItem[];
  /** The row that the keys are at; -1 for none. */
  at: number;
  onAt: (at: number) => void;
  selected: ReadonlySet<string>;
  onSelect: (id: string, selected: boolean) => void;
  onSelectAll: (selected: boolean) => void;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
}) {
  const body = useRef<HTMLDivElement>(null);
  const rows = useRows({
    list: body,
    count: items.length,
    id: (index) => items[index]?.id,
    height: () => (matchMedia(WIDE).matches ? ROW : CARD),
    at,
    more,
    loadingMore,
    onMore,
  });
  const all = items.length > 0 && items.every((run) => selected.has(run.id));
  return (
    <div className="run-list" role="table" aria-label="Runs" aria-rowcount={more ? -1 : items.length + 1}>
      <div role="rowgroup">
        <div role="row" className="run-row run-head" aria-rowindex={1}>
          <span role="columnheader" className="run-check">
            <input
              type="checkbox"
              aria-label={`Select all ${items.length} that are loaded`}
              checked={all}
              onChange={(event) => onSelectAll(event.target.checked)}
            />
          </span>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className="run-rows" style={{ height: `${rows.whole}px` }}>
        {rows.drawn.map((row) => {
          const run = items[row.index];
          return run === undefined ? null : (
            <div
              key={row.key}
              role="row"
              className="run-row"
              ref={rows.measure}
              data-index={row.index}
              data-selected={selected.has(run.id)}
              aria-rowindex={row.index + 2}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <RunRow
                run={run}
                here={row.index === at}
                selected={selected.has(run.id)}
                onFocus={() => onAt(row.index)}
                onSelect={(chosen) => onSelect(run.id, chosen)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
