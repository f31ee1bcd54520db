import { useRef } from "react";
import { useRows } from "../parts/rows";
import type { Holds } from "./InboxList";
import { InboxRow } from "./InboxRow";

const ROW = 68;

/** The holds of a long inbox, as many as are in view. */
export default function LongInbox({
  items,
  me,
  at,
  onAt,
  selected,
  onSelect,
  more,
  loadingMore,
  onMore,
}: Holds) {
  const list = useRef<HTMLUListElement>(null);
  const rows = useRows({
    list,
    count: items.length,
    id: (index) => items[index]?.id,
    height: () => ROW,
    at,
    more,
    loadingMore,
    onMore,
  });
  return (
    <ul
      ref={list}
      className="inbox"
      aria-label="Holds"
      style={{ height: `${rows.whole}px`, position: "relative" }}
    >
      {rows.drawn.map((row) => {
        const hold = items[row.index];
        return hold === undefined ? null : (
          <li
            key={row.key}
            ref={rows.measure}
            data-index={row.index}
            aria-posinset={row.index + 1}
            aria-setsize={more ? -1 : items.length}
            style={{
              position: "absolute",
              insetInline: 0,
              top: 0,
              transform: `translateY(${row.start}px)`,
            }}
          >
            <InboxRow
              hold={hold}
              me={me}
              here={row.index === at}
              selected={selected.has(hold.id)}
              onFocus={() => onAt(row.index)}
              onSelect={onSelect === undefined ? undefined : (chosen) => onSelect(hold.id, chosen)}
            />
          </li>
        );
      })}
    </ul>
  );
}
