import { useRef } from "react";
import type { InboxHold } from "../api/inbox";
import { useRows } from "../parts/list";
import { InboxRow } from "./InboxRow";

interface Props {
  items: InboxHold[];
  me: string | undefined;
  at: number;
  onAt: (at: number) => void;
  selected: ReadonlySet<string>;
  onSelect?: ((id: string, selected: boolean) => void) | undefined;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

const ROW = 68;

/** The holds of the inbox, as many as are in view. */
export function InboxList({ items, me, at, onAt, selected, onSelect, more, loadingMore, onMore }: Props) {
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
