import { useCallback, useMemo, useState } from "react";
import { useClaim, useInbox, type InboxHold } from "../api/inbox";
import { useMe } from "../api/queries";
import { Empty, Failure, Loading } from "../parts/Bits";
import { KeysDialog } from "../parts/Dialog";
import { useKeys, useKeysAreOn } from "../parts/keys";
import { Changed, useSelection } from "../parts/list";
import { useTitle } from "../parts/title";
import { go, holdPath, Link, runPath } from "../router";
import { BulkBar, type BulkDecision } from "./BulkBar";
import { BulkDialog } from "./BulkDialog";
import { whyNotAtOnce } from "./alike";
import { InboxFilters } from "./InboxFilters";
import { InboxList } from "./InboxList";
import { useInboxPlace, type InboxPlace } from "./place";
import "./inbox.css";

const KEYS: [string, string][] = [
  ["j", "next hold"],
  ["k", "previous hold"],
  ["Enter", "open it"],
  ["a", "open it at Approve; with a selection, approve what is selected"],
  ["r", "open it at Reject; with a selection, reject what is selected"],
  ["c", "claim it, or let it go"],
  ["x", "select it"],
  ["?", "this list"],
];

/** What waits for people, and what they made of what waited. */
export function InboxPage() {
  useTitle("Inbox");
  const me = useMe().data;
  const place = useInboxPlace(me);
  const holds = useInbox(place.filter, me !== undefined);
  const items = useMemo(() => holds.data?.pages.flatMap((page) => page.items) ?? [], [holds.data]);
  const [at, setAt] = useState(-1);
  const { selected, select, selectOnly } = useSelection();
  // As they were when they were to be decided: what is decided does not change under the hand of who has read it.
  const [deciding, setDeciding] = useState<{ decision: BulkDecision; holds: InboxHold[] }>();
  const [help, setHelp] = useState(false);
  const claim = useClaim();
  const keysOn = useKeysAreOn();
  const chosen = useMemo(() => items.filter((hold) => selected.has(hold.id)), [items, selected]);

  const clear = useCallback(() => selectOnly([]), [selectOnly]);
  const open = place.view !== "done";
  const mayDecide = me?.roles.includes("decide") ?? false;
  const onSelect = open && mayDecide ? select : undefined;

  useKeys(
    useMemo(() => {
      const here: InboxHold | undefined = items[at];
      const decide = (decision: BulkDecision, hash: string) => () => {
        if (chosen.length > 0) {
          if (whyNotAtOnce(chosen) === undefined) {
            setDeciding({ decision, holds: chosen });
          }
        } else if (here !== undefined && open) {
          go(`${holdPath(here.id)}#${hash}`);
        }
      };
      return {
        j: () => setAt((now) => Math.min(items.length - 1, now + 1)),
        k: () => setAt((now) => Math.max(0, now - 1)),
        Enter: (event) => {
          if (event.target === document.body && here !== undefined) {
            go(open ? holdPath(here.id) : runPath(here.run));
          }
        },
        a: decide("approve", "approve"),
        r: decide("reject", "reject"),
        c: () => {
          if (here !== undefined && open && mayDecide) {
            claim.mutate({ hold: here.id, release: here.claim?.by === me?.id });
          }
        },
        x: () => here !== undefined && onSelect?.(here.id, !selected.has(here.id)),
        "?": () => setHelp(true),
      };
    }, [items, at, chosen, open, mayDecide, claim, me, onSelect, selected]),
  );

  const count = holds.data?.pages[0]?.count;
  return (
    <>
      <div className="page-head">
        <h1>
          Inbox{" "}
          {count !== undefined && count > 0 && (
            <span className="inbox-count">
              {count.toLocaleString()}
              {holds.data?.pages[0]?.more === true && "+"}
            </span>
          )}
        </h1>
        {keysOn && items.length > 0 && (
          <p className="keys">
            <kbd>j</kbd> <kbd>k</kbd> to move, <kbd>Enter</kbd> to open,{" "}
            <button type="button" className="as-link" onClick={() => setHelp(true)}>
              all keys
            </button>
          </p>
        )}
      </div>
      <InboxFilters place={place} />
      {chosen.length > 0 && (
        <BulkBar
          holds={chosen}
          onDecide={(decision) => setDeciding({ decision, holds: chosen })}
          onClear={clear}
        />
      )}
      {claim.isError && <Failure error={claim.error} />}
      <Changed list={holds} />
      {holds.isPending && <Loading what="what waits" />}
      {holds.isError && <Failure error={holds.error} again={() => void holds.refetch()} />}
      {holds.isSuccess && items.length === 0 && <Nothing place={place} />}
      {items.length > 0 && (
        <InboxList
          items={items}
          me={me?.id}
          at={at}
          onAt={setAt}
          selected={selected}
          onSelect={onSelect}
          more={holds.hasNextPage}
          loadingMore={holds.isFetchingNextPage}
          onMore={() => void holds.fetchNextPage()}
        />
      )}
      {holds.isFetchingNextPage && <Loading what="more" />}
      {deciding !== undefined && (
        <BulkDialog
          {...deciding}
          onClose={() => setDeciding(undefined)}
          onDone={() => {
            setDeciding(undefined);
            clear();
            void holds.refetch();
          }}
        />
      )}
      {help && <KeysDialog keys={KEYS} onClose={() => setHelp(false)} />}
    </>
  );
}

const NOTHING: Record<InboxPlace["view"], string> = {
  mine: "Nothing waits for you by name.",
  groups: "Nothing waits for you or your groups.",
  all: "Nothing waits for a person.",
  done: "Nothing was decided yet.",
};

function Nothing({ place }: { place: InboxPlace }) {
  if (place.narrowed) {
    return (
      <Empty title="Nothing here fits these filters.">
        <button type="button" className="quiet" onClick={place.clear}>
          Take the filters away
        </button>
      </Empty>
    );
  }
  return (
    <Empty title={NOTHING[place.view]}>
      <p>
        When a run holds, what it asks stands here. <Link href="/flows">Start a run</Link>
      </p>
    </Empty>
  );
}
