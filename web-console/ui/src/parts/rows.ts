import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useState, type RefObject } from "react";

/** So many rows before the last that is loaded, the next page is fetched. */
const AHEAD = 30;

/**
 * The rows of a long list that are in view: only they are drawn, however many there are, and the next page is fetched
 * before its first row is reached. `start` of a row counts from the top of the list.
 */
export function useRows({
  list,
  count,
  id,
  height,
  at,
  more,
  loadingMore,
  onMore,
}: {
  list: RefObject<HTMLElement | null>;
  /** How many are loaded. */
  count: number;
  id: (index: number) => string | undefined;
  /** About how high a row is, in pixels; each is measured once it is drawn. */
  height: () => number;
  /** The row that the keys are at; -1 for none. */
  at: number;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
}) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((list.current?.getBoundingClientRect().top ?? 0) + scrollY), [list]);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: height,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => id(index) ?? index,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loadingMore && last >= count - AHEAD) {
      onMore();
    }
  }, [more, loadingMore, last, count, onMore]);
  useEffect(() => {
    if (at >= 0) {
      rows.scrollToIndex(at, { align: "auto" });
    }
  }, [at, rows]);
  return {
    measure: rows.measureElement,
    whole: rows.getTotalSize(),
    drawn: drawn.map(({ index, key, start }) => ({ index, key, start: start - top })),
  };
}
