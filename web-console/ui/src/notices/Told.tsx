import { useId, useState } from "react";
import { type Notice, useNotices } from "../api/notices";
import { useMe } from "../api/queries";
import { Ago, Failure, Loading, Panel } from "../parts/Bits";
import { useNow } from "../parts/time";
import { Link } from "../router";
import "./notices.css";
import { ABOUT, count, none, outcome, shown, whom } from "./words";

const STATES: Record<Notice["state"], { mark: string; word: string }> = {
  sent: { mark: "✓", word: "told" },
  waiting: { mark: "…", word: "waiting to be told" },
  failed: { mark: "✕", word: "not told" },
  dropped: { mark: "–", word: "not told any more: it was decided" },
};

/** Who was told of a hold, as a panel of its page. */
export function ToldPanel({ hold, openedAt }: { hold: string; openedAt: string }) {
  const notices = useNotices(hold).data?.items ?? [];
  return (
    <Panel title="Who was told" aside={<span className="quiet-text">{count(notices)}</span>}>
      <Told hold={hold} openedAt={openedAt} />
    </Panel>
  );
}

/** The list alone. Addresses and what went wrong come from the server for operators only. */
export function Told({ hold, openedAt }: { hold: string; openedAt: string }) {
  const notices = useNotices(hold);
  const operates = useMe().data?.roles.includes("operate") ?? false;
  const now = useNow();
  const [all, setAll] = useState(false);
  const id = useId();
  if (notices.isPending) {
    return <Loading what="who was told" />;
  }
  if (notices.data === undefined) {
    return <Failure error={notices.error} again={() => void notices.refetch()} />;
  }
  const { items } = notices.data;
  if (items.length === 0) {
    return (
      <p className="calm">
        {none(openedAt, now)} {operates && <Link href="/settings">See the channels</Link>}
      </p>
    );
  }
  const few = shown(items, false).length;
  return (
    <>
      <ul className="told" id={id}>
        {shown(items, all).map((notice, index) => (
          <li key={index} className={`told-${notice.state}`}>
            <One notice={notice} operates={operates} />
          </li>
        ))}
      </ul>
      {few < items.length && (
        <button
          type="button"
          className="quiet told-all"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? "Show fewer" : `Show all ${items.length}`}
        </button>
      )}
    </>
  );
}

function One({ notice, operates }: { notice: Notice; operates: boolean }) {
  const { mark, word } = STATES[notice.state];
  const told = outcome(notice, operates);
  return (
    <>
      <span className="told-mark" aria-hidden="true">
        {mark}
      </span>
      <div>
        <p>
          <b>{whom(notice)}</b>
          <span className="unseen">, {word}</span> {ABOUT[notice.kind]}
        </p>
        <p className="quiet-text">
          {notice.to === undefined || notice.to === notice.channel
            ? notice.channel
            : `${notice.channel}: ${notice.to}`}
          , <Ago at={notice.at} />
          {notice.state !== "sent" && <span aria-hidden="true"> · {word}</span>}
        </p>
        {told !== undefined && <p className="told-problem">{told}</p>}
      </div>
    </>
  );
}
