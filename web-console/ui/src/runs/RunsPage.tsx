import { lazy, Suspense, useMemo, useState } from "react";
import { useMe } from "../api/queries";
import { useRunList, type BulkAction } from "../api/runs";
import { Empty, Failure, Loading } from "../parts/Bits";
import { useKeys, useKeysAreOn } from "../parts/keys";
import { Changed, useSelection } from "../parts/list";
import { useTitle } from "../parts/title";
import { go, Link, runPath } from "../router";
import { BulkBar, BulkDialog } from "./list/BulkRuns";
import { useFilters } from "./list/filters";
import { RunFilters } from "./list/RunFilters";
import { RunList } from "./list/RunList";
import { whyNot } from "./steer/may";
import "./list.css";

const KeysDialog = lazy(async () => ({ default: (await import("../parts/Dialog")).KeysDialog }));

const KEYS: [string, string][] = [
  ["j", "next run"],
  ["k", "previous run"],
  ["Enter", "open it"],
  ["x", "select it"],
  ["?", "this list"],
];

/** Every run there is, the newest first, as far as the filter lets them through. */
export function RunsPage() {
  useTitle("Runs");
  const me = useMe().data;
  const filters = useFilters();
  const runs = useRunList(filters.filter);
  const items = useMemo(() => {
    // A run that came in between two pages' answers may stand on both.
    const known = new Set<string>();
    return (runs.data?.pages ?? [])
      .flatMap((page) => page.items)
      .filter((run) => !known.has(run.id) && known.add(run.id));
  }, [runs.data]);
  const [at, setAt] = useState(-1);
  const { selected, select, selectOnly } = useSelection();
  const [acting, setActing] = useState<BulkAction>();
  const [help, setHelp] = useState(false);
  const keysOn = useKeysAreOn();
  const chosen = useMemo(() => items.filter((run) => selected.has(run.id)), [items, selected]);
  useKeys(
    useMemo(
      () => ({
        j: () => setAt((now) => Math.min(items.length - 1, now + 1)),
        k: () => setAt((now) => Math.max(0, now - 1)),
        Enter: (event) => {
          const run = items[at];
          if (event.target === document.body && run !== undefined) {
            go(runPath(run.id));
          }
        },
        x: () => {
          const run = items[at];
          if (run !== undefined) {
            select(run.id, !selected.has(run.id));
          }
        },
        "?": () => setHelp(true),
      }),
      [items, at, selected, select],
    ),
  );
  return (
    <>
      <div className="page-head">
        <h1>Runs</h1>
        {keysOn && items.length > 0 && (
          <p className="keys">
            <kbd>j</kbd> <kbd>k</kbd> to move, <kbd>Enter</kbd> to open, <kbd>x</kbd> to select
          </p>
        )}
      </div>
      <RunFilters filters={filters} />
      {chosen.length > 0 && (
        <BulkBar runs={chosen} why={whyNot(me, "operate")} onAct={setActing} onClear={() => selectOnly([])} />
      )}
      {items.length > 0 && <Changed list={runs} />}
      {runs.isPending && <Loading what="the runs" />}
      {runs.isError && <Failure error={runs.error} again={() => void runs.refetch()} />}
      {runs.isSuccess && items.length === 0 && <Nothing narrowed={filters.narrowed} clear={filters.clear} />}
      {items.length > 0 && (
        <div
          className={runs.isPlaceholderData ? "run-looking" : undefined}
          aria-busy={runs.isPlaceholderData}
        >
          <RunList
            items={items}
            at={at}
            onAt={setAt}
            selected={selected}
            onSelect={select}
            onSelectAll={(on) => selectOnly(on ? items.map((run) => run.id) : [])}
            more={runs.hasNextPage}
            loadingMore={runs.isFetchingNextPage}
            onMore={() => void runs.fetchNextPage()}
          />
        </div>
      )}
      {runs.isFetchingNextPage && <Loading what="more" />}
      {acting !== undefined && (
        <BulkDialog
          action={acting}
          runs={chosen}
          onClose={(done) => {
            setActing(undefined);
            if (done) {
              selectOnly([]);
            }
          }}
        />
      )}
      <Suspense>{help && <KeysDialog keys={KEYS} onClose={() => setHelp(false)} />}</Suspense>
    </>
  );
}

function Nothing({ narrowed, clear }: { narrowed: boolean; clear: () => void }) {
  return narrowed ? (
    <Empty title="No run is like that.">
      <p>
        <button type="button" className="quiet" onClick={clear}>
          Show all runs
        </button>
      </p>
    </Empty>
  ) : (
    <Empty title="No run has been started yet.">
      <p>
        <Link href="/flows">Start one from a flow</Link>
      </p>
    </Empty>
  );
}
