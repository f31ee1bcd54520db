import { useEffect, useRef, useState } from "react";
import { useHolds } from "../api/queries";
import type { Hold } from "../api/views";
import { Ago, Empty, Failure, Left, Loading } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { go, holdPath, Link } from "../router";
import "./inbox.css";

/** What each hold wants of a person, in a word. */
export const WANTS: Record<Hold["purpose"], string> = {
  approve: "approve",
  ask: "answer",
  unknown: "did it happen?",
  model: "play the model",
};

export function InboxPage() {
  useTitle("Inbox");
  const holds = useHolds();
  const items = holds.data?.pages.flatMap((page) => page.items) ?? [];
  const [at, setAt] = useKeys(items);
  return (
    <>
      <div className="page-head">
        <h1>Inbox</h1>
        {items.length > 0 && (
          <p className="keys">
            <kbd>j</kbd> <kbd>k</kbd> to move, <kbd>Enter</kbd> to open
          </p>
        )}
      </div>
      {holds.isPending && <Loading what="what waits for you" />}
      {holds.isError && items.length === 0 && (
        <Failure error={holds.error} again={() => void holds.refetch()} />
      )}
      {holds.isSuccess && items.length === 0 && (
        <Empty title="Nothing waits for a person.">
          <p>
            When a run holds, what it asks stands here. <Link href="/flows">Start a run</Link>
          </p>
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="inbox" aria-label="Open holds">
          {items.map((hold, index) => (
            <Row key={hold.id} hold={hold} here={index === at} onFocus={() => setAt(index)} />
          ))}
        </ul>
      )}
      {holds.hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={holds.isFetchingNextPage}
          onClick={() => void holds.fetchNextPage()}
        >
          {holds.isFetchingNextPage ? "Loading…" : "Show more"}
        </button>
      )}
    </>
  );
}

function Row({ hold, here, onFocus }: { hold: Hold; here: boolean; onFocus: () => void }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (here && document.activeElement !== link.current) {
      link.current?.focus();
      link.current?.scrollIntoView({ block: "nearest" });
    }
  }, [here]);
  return (
    <li className={`inbox-row urgency-${hold.urgency}`}>
      <span className={`wants wants-${hold.purpose}`}>{WANTS[hold.purpose]}</span>
      <div className="inbox-what">
        <Link ref={link} href={holdPath(hold.id)} onFocus={onFocus}>
          {hold.title}
        </Link>
        <p>
          {hold.flow} · {hold.key !== undefined && <span className="key">{hold.key} · </span>}
          {hold.state} · asked by {hold.requester}, <Ago at={hold.opened_at} />
          {hold.votes.length > 0 && ` · ${hold.votes.length} of ${hold.count} approved`}
          {hold.urgency === "high" && <strong className="urgent"> · urgent</strong>}
        </p>
      </div>
      <p className="inbox-due">
        {hold.due === undefined ? (
          "no time limit"
        ) : (
          <>
            <Left due={hold.due} />
            {hold.then_what !== undefined && <span>{hold.then_what}</span>}
          </>
        )}
      </p>
    </li>
  );
}

/** `j` and `k` move, `Enter` opens; never while somebody types. */
function useKeys(items: Hold[]): [number, (at: number) => void] {
  const [at, setAt] = useState(-1);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      ) {
        return;
      }
      if (event.key === "j") {
        setAt((now) => Math.min(items.length - 1, now + 1));
      } else if (event.key === "k") {
        setAt((now) => Math.max(0, now - 1));
      } else if (event.key === "Enter" && target === document.body) {
        const hold = items[at];
        if (hold !== undefined) {
          go(holdPath(hold.id));
        }
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [items, at]);
  return [at, setAt];
}
