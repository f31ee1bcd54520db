import { lazy, Suspense, useEffect, useRef } from "react";
import type { InboxHold } from "../api/inbox";
import { InboxRow } from "./InboxRow";

export interface Holds {
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

/** So many are drawn without more ado: what draws the rows in view alone is a tenth of the first page. */
const SHORT = 50;
const LongInbox = lazy(() => import("./LongInbox"));

/** The holds of the inbox. While a long one is fetched what draws it, its beginning is there. */
export function InboxList(holds: Holds) {
  return holds.items.length <= SHORT ? (
    <ShortInbox {...holds} />
  ) : (
    <Suspense fallback={<ShortInbox {...holds} items={holds.items.slice(0, SHORT)} />}>
      <LongInbox {...holds} />
    </Suspense>
  );
}

function ShortInbox({ items, me, at, onAt, selected, onSelect }: Holds) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ul ref={list} className="inbox" aria-label="Holds">
      {items.map((hold, index) => (
        <li key={hold.id}>
          <InboxRow
            hold={hold}
            me={me}
            here={index === at}
            selected={selected.has(hold.id)}
            onFocus={() => onAt(index)}
            onSelect={onSelect === undefined ? undefined : (chosen) => onSelect(hold.id, chosen)}
          />
        </li>
      ))}
    </ul>
  );
}
