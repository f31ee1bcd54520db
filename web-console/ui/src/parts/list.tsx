import { useCallback, useState } from "react";

/** Which of a list is selected, by id. */
export function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = useCallback((id: string, on: boolean) => {
    setSelected((before) => {
      const after = new Set(before);
      if (on) {
        after.add(id);
      } else {
        after.delete(id);
      }
      return after;
    });
  }, []);
  const selectOnly = useCallback((ids: string[]) => setSelected(new Set(ids)), []);
  return { selected, select, selectOnly };
}

interface Listed {
  isStale: boolean;
  isSuccess: boolean;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

/** Says that a list is older than what the server has: it does not move under the hand of who reads it. */
export function Changed({ list }: { list: Listed }) {
  return list.isStale && list.isSuccess && !list.isFetching ? (
    <p className="changed" role="status">
      Something changed meanwhile.{" "}
      <button type="button" className="quiet" onClick={() => void list.refetch()}>
        Show the list as it is now
      </button>
    </p>
  ) : null;
}
