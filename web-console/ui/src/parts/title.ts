import { useEffect } from "react";

/** Names the tab, and puts a screen reader at the new page's beginning. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Signalbox`;
  }, [title]);
}
