import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { InboxHold } from "../api/inbox";
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

/** Only the rows in view are drawn, however many there are; the next page is fetched before its first row is reached. */
export function InboxList({ items, me, at, onAt, selected, onSelect, more, loadingMore, onMore }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loadingMore && last >= items.length - 20) {
      onMore();
    }
  }, [more, loadingMore, last, items.length, onMore]);
  useEffect(() => {
    if (at >= 0) {
      rows.scrollToIndex(at, { align: "auto" });
    }
  }, [at, rows]);
  return (
    <ul
      ref={list}
      className="inbox"
      aria-label="Holds"
      style={{ height: `${rows.getTotalSize()}px`, position: "relative" }}
    >
      {drawn.map((row) => {
        const hold = items[row.index];
        return hold === undefined ? null : (
          <li
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            aria-posinset={row.index + 1}
            aria-setsize={more ? -1 : items.length}
            style={{
              position: "absolute",
              insetInline: 0,
              top: 0,
              transform: `translateY(${row.start - margin}px)`,
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
