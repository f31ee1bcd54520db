import { useEffect, useState } from "react";
import { type Evidence, useEvidence } from "../api/evidence";
import type { InboxHold } from "../api/inbox";
import { useHold, useMe } from "../api/queries";
import type { Decided, Hold } from "../api/views";
import { Ago, Failure, Left, Loading } from "../parts/Bits";
import { KeysDialog } from "../parts/Dialog";
import { useKeys } from "../parts/keys";
import { clockOf } from "../parts/time";
import { ToldPanel } from "../notices/Told";
import { useTitle } from "../parts/title";
import { flowPath, Link, runPath } from "../router";
import { Act, Reasons } from "./act";
import { Answer } from "./Answer";
import { Approve, useReach } from "./Approve";
import { Call } from "./Call";
import { ChangedMeanwhile } from "./Changes";
import { DelegateDialog } from "./DelegateDialog";
import { Messages, ShortenedNotice, Shown, SinceRejected } from "./EvidencePanels";
import "./hold.css";
import { InHand, useHand } from "./InHand";
import { Odd, OddNotice } from "./read/Odd";
import { After, Over, overWords } from "./Settled";
import { Thread } from "./Thread";
import { WANTS } from "./wants";

export function HoldPage({ id }: { id: string }) {
  const [decided, setDecided] = useState<Decided>();
  const hold = useHold(id, decided === undefined);
  const evidence = useEvidence(id);
  // Of a hold that is closed the server tells little more than how: what was read stays on the page.
  const [seen, setSeen] = useState<Hold>();
  if (hold.data !== undefined && hold.data !== seen && !isClosed(hold.data)) {
    setSeen(hold.data);
  }
  useTitle(hold.data?.title ?? "Hold");
  if (decided !== undefined) {
    return <After decided={decided} title={hold.data?.title ?? "The hold"} />;
  }
  if (seen === undefined) {
    if (evidence.data?.settled !== undefined) {
      return (
        <>
          <Over settled={evidence.data.settled} run={evidence.data.run} alone />
          <ToldPanel hold={id} openedAt={hold.data?.opened_at ?? evidence.data.settled.at} />
        </>
      );
    }
    return hold.isError ? (
      <>
        <Failure error={hold.error} again={() => void hold.refetch()} />
        <p>
          It may have been decided already. <Link href={runPath(id.split(".")[0] ?? id)}>See its run</Link>
        </p>
      </>
    ) : (
      <Loading what="the hold" />
    );
  }
  return (
    <Open
      now={seen}
      evidence={evidence.data}
      trouble={evidence.isError && evidence.data === undefined ? evidence.error : undefined}
      onDecided={setDecided}
      reload={() => {
        void hold.refetch();
        void evidence.refetch();
      }}
    />
  );
}

const isClosed = (hold: Hold) => (hold as InboxHold).decided !== undefined;

const KEYS: [string, string][] = [
  ["a", "to the button that approves or answers; Enter presses it"],
  ["r", "to the note, to reject with a reason"],
  ["c", "claim it, or release it"],
  ["m", "ask for more"],
  ["d", "delegate"],
  ["?", "these keys"],
];

interface OpenProps {
  now: Hold;
  evidence: Evidence | undefined;
  trouble: Error | undefined;
  onDecided: (decided: Decided) => void;
  reload: () => void;
}

function Open({ now, evidence, trouble, onDecided, reload }: OpenProps) {
  const [seen, setSeen] = useState(now);
  const [dialog, setDialog] = useState<"keys" | "delegate">();
  const me = useMe().data;
  const reach = useReach();
  const [asking, setAsking] = useState<HTMLTextAreaElement | null>(null);
  // What a decision is bound to stays as it was seen until its reader takes note; everything else is as it is now.
  const changed = seen.hash !== now.hash;
  const hold: Hold = changed
    ? {
        ...now,
        hash: seen.hash,
        title: seen.title,
        args: seen.args,
        target: seen.target,
        show: seen.show,
        edit: seen.edit,
      }
    : now;
  const settled = evidence?.settled;
  const hand = useHand(now, me?.id, settled === undefined);
  const role = me === undefined || me.roles.includes("decide");
  const operates = me?.roles.includes("operate") ?? false;
  const mayDecide = role && evidence?.hindrance === undefined && settled === undefined;
  const never =
    settled !== undefined
      ? overWords(settled)
      : role
        ? evidence?.hindrance === undefined
          ? undefined
          : sentence(evidence.hindrance)
        : "You may look: deciding takes the role approver.";
  const blocked =
    never ??
    (hand.other !== undefined
      ? `${hand.other.by} has it in hand until ${clockOf(hand.other.until)}.`
      : changed
        ? "It changed while you looked: see above what it is now."
        : undefined);
  const recipients = evidence?.recipients.filter((one) => one.id !== evidence.delegated?.to) ?? [];
  const notGiven =
    settled !== undefined
      ? overWords(settled)
      : !role
        ? "You may look: deciding takes the role approver."
        : evidence === undefined || recipients.length === 0
          ? "There is nobody to whom you may give it."
          : undefined;
  const notAsked =
    settled !== undefined
      ? overWords(settled)
      : me !== undefined && !me.roles.includes("decide") && !me.roles.includes("start")
        ? "You may look: writing here takes the role approver or starter."
        : undefined;

  useKeys({
    a: (event) => focus(event, reach.main.current),
    r: now.purpose === "approve" ? (event) => focus(event, reach.note.current) : undefined,
    c:
      settled === undefined && hand.known && mayDecide && (hand.other === undefined || operates)
        ? () => (hand.mine ? hand.release() : hand.take())
        : undefined,
    m: (event) => focus(event, asking),
    d: notGiven === undefined ? () => setDialog("delegate") : undefined,
    "?": () => setDialog("keys"),
  });

  // The inbox opens a hold at its decision: by then its buttons are there.
  const there = evidence !== undefined;
  const { main, note } = reach;
  useEffect(() => {
    if (there) {
      ({ "#approve": main, "#reject": note })[location.hash]?.current?.focus();
    }
  }, [there, main, note]);

  const decision = {
    hold,
    evidence,
    blocked,
    reach,
    onDecided,
    onTyping: hand.typing,
    reload,
  };
  return (
    <article className="hold">
      <Head hold={hold} evidence={evidence} onKeys={() => setDialog("keys")} />
      {settled !== undefined && <Over settled={settled} run={hold.run} />}
      {trouble !== undefined && <Failure error={trouble} again={reload} />}
      {changed && settled === undefined && (
        <ChangedMeanwhile seen={seen} now={now} onTake={() => setSeen(now)} />
      )}
      <div className="hold-body">
        <div className="hold-call">
          <Call hold={hold} evidence={evidence} />
        </div>
        <div className="hold-evidence">
          {evidence?.shortened.map((shortened) => (
            <ShortenedNotice key={shortened.seq} shortened={shortened} run={hold.run} />
          ))}
          {evidence?.earlier !== undefined && <SinceRejected hold={hold} earlier={evidence.earlier} />}
          <Messages hold={hold} />
          <Shown hold={hold} evidence={evidence} />
          {evidence !== undefined && (
            <Thread evidence={evidence} blocked={notAsked} ref={setAsking} onTyping={hand.typing} />
          )}
        </div>
        <div className="hold-decision">
          {settled === undefined && <InHand hand={hand} mayDecide={mayDecide} mayTake={operates} />}
          {hold.purpose === "approve" ? <Approve {...decision} /> : <Answer {...decision} />}
          <div className="aside-actions">
            <Act kind="quiet" why={notAsked} onAct={() => asking?.focus()}>
              Ask for more
            </Act>
            <Act kind="quiet" why={notGiven} onAct={() => setDialog("delegate")}>
              Delegate…
            </Act>
            {notGiven !== blocked && <Reasons of={[notGiven]} />}
          </div>
          <ToldPanel hold={hold.id} openedAt={hold.opened_at} />
        </div>
      </div>
      {dialog === "keys" && <KeysDialog keys={KEYS} onClose={() => setDialog(undefined)} />}
      {dialog === "delegate" && evidence !== undefined && (
        <DelegateDialog evidence={evidence} onClose={() => setDialog(undefined)} />
      )}
    </article>
  );
}

function focus(event: KeyboardEvent, target: HTMLElement | null) {
  event.preventDefault();
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

function Head({
  hold,
  evidence,
  onKeys,
}: {
  hold: Hold;
  evidence: Evidence | undefined;
  onKeys: () => void;
}) {
  const delegated = evidence?.delegated;
  return (
    <div className="page-head">
      <p className="crumbs">
        <Link href="/">Inbox</Link> / <Link href={flowPath(hold.flow)}>{hold.flow}</Link> /{" "}
        <Link href={runPath(hold.run)}>run</Link>
      </p>
      <h1>
        <Odd text={hold.title} />
      </h1>
      <OddNotice text={hold.title} />
      <p className="facts">
        <span className={`wants wants-${hold.purpose}`}>{WANTS[hold.purpose]}</span>
        {hold.urgency === "high" && <strong className="urgent">urgent</strong>}
        {hold.key !== undefined && <span>{hold.key}</span>}
        <span>
          asked by {hold.requester}, <Ago at={hold.opened_at} />
        </span>
        {delegated !== undefined ? (
          <span>
            with <b>{delegated.to}</b>, given by {delegated.by} <Ago at={delegated.at} />
            {delegated.note !== undefined && (
              <>
                : <Odd text={delegated.note} />
              </>
            )}
          </span>
        ) : (
          hold.by.length > 0 && <span>for {hold.by.join(", ")}</span>
        )}
        {hold.due !== undefined && (
          <span>
            <Left due={hold.due} />
            {hold.then_what !== undefined && `. ${hold.then_what}`}
          </span>
        )}
        <button type="button" className="as-link" onClick={onKeys}>
          Keys
        </button>
      </p>
    </div>
  );
}

const sentence = (words: string) => {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
};
