import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RunItem } from "../../api/runs";
import { RunRow } from "./RunRow";

const WIDE = "(min-width: 60rem)";
const ROW = 45;
const CARD = 104;
const COLUMNS = ["Run", "Status", "At", "Waits on", "Cost", "Took", "Started by", "Started"];

/** Only the rows in view are drawn, however many there are; the next page is fetched before its first row is reached. */
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
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin((body.current?.getBoundingClientRect().top ?? 0) + scrollY), []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (matchMedia(WIDE).matches ? ROW : CARD),
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loadingMore && last >= items.length - 30) {
      onMore();
    }
  }, [more, loadingMore, last, items.length, onMore]);
  useEffect(() => {
    if (at >= 0) {
      rows.scrollToIndex(at, { align: "auto" });
    }
  }, [at, rows]);
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
      <div role="rowgroup" ref={body} className="run-rows" style={{ height: `${rows.getTotalSize()}px` }}>
        {drawn.map((row) => {
          const run = items[row.index];
          return run === undefined ? null : (
            <div
              key={row.key}
              role="row"
              className="run-row"
              ref={rows.measureElement}
              data-index={row.index}
              data-selected={selected.has(run.id)}
              aria-rowindex={row.index + 2}
              style={{ transform: `translateY(${row.start - margin}px)` }}
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
