import type { Settled } from "../api/evidence";
import type { Decided } from "../api/views";
import { Ago } from "../parts/Bits";
import { Link, runPath } from "../router";
import { Odd } from "./read/Odd";

const HOW: Record<Settled["how"], string> = {
  approved: "approved it",
  rejected: "rejected it",
  answered: "answered it",
  expired: "It expired: nobody decided in time",
  withdrawn: "It was withdrawn: the run asks no longer",
};

/** Who decided, in a sentence. */
export function overWords(settled: Settled): string {
  return settled.by === undefined
    ? `${HOW[settled.how]}.`
    : `${settled.by} ${HOW[settled.how]}${settled.edited ? ", with edits" : ""}.`;
}

/** Somebody else was first, or time was: who, when, why. What was typed here stays. */
export function Over({ settled, run, alone = false }: { settled: Settled; run: string; alone?: boolean }) {
  return (
    <div className={alone ? "empty over" : "notice over"} role="status">
      <p className={alone ? "empty-title" : undefined}>
        <b>{overWords(settled)}</b> <Ago at={settled.at} />
      </p>
      {settled.note !== undefined && (
        <blockquote className="earlier-note">
          <Odd text={settled.note} />
        </blockquote>
      )}
      <p className="row">
        <Link className={alone ? "button" : undefined} href={runPath(run)}>
          See what the run does now
        </Link>
        <Link href="/">Back to the inbox</Link>
      </p>
      {!alone && <p className="calm">What you have typed here stays, but decides nothing any more.</p>}
    </div>
  );
}

const DONE: Record<Decided["status"], string> = {
  approved: "Approved.",
  rejected: "Rejected.",
  answered: "Answered.",
  voted: "Your approval is counted; more are needed.",
};

export function After({ decided, title }: { decided: Decided; title: string }) {
  return (
    <div className="empty" role="status">
      <p className="empty-title">{DONE[decided.status]}</p>
      <p>
        <Odd text={title} />
      </p>
      <p className="row">
        <Link className="button" href="/">
          Back to the inbox
        </Link>
        <Link href={runPath(decided.run.id)}>See what the run does now</Link>
      </p>
    </div>
  );
}
