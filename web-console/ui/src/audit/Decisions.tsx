import type { Decision, Verdict } from "../api/audit";
import { short } from "../parts/Bits";
import { whole } from "../parts/time";
import { Link, runPath } from "../router";
import { length } from "./length";

const MARKS: Record<Verdict, string> = {
  approved: "✓",
  rejected: "✕",
  answered: "↩",
  expired: "⏲",
  withdrawn: "–",
};

/** Once a run's payloads are purged, its hash stands where the title stood. */
const PURGED = /^\$purged:[0-9a-f]{64}$/;

export function Decisions({ decisions }: { decisions: Decision[] }) {
  return (
    <ul className="audit" aria-label="Decisions">
      {decisions.map((decision) => (
        <li key={decision.hold}>
          <Entry decision={decision} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ decision }: { decision: Decision }) {
  return (
    <div className={decision.quick ? "audit-row audit-quick" : "audit-row"}>
      <span className={`verdict-word verdict-word-${decision.verdict}`}>
        <span aria-hidden="true">{MARKS[decision.verdict] ?? "?"}</span> {decision.verdict}
      </span>
      <div className="audit-what">
        <Link href={runPath(decision.run)}>
          {PURGED.test(decision.title) ? "What was asked is purged" : decision.title}
        </Link>
        <p>
          <span>{decision.flow}</span>
          <span>{decision.state}</span>
          <span className="audit-key">{decision.key ?? short(decision.run)}</span>
          <span>asked by {decision.requester}</span>
          {decision.edited && <span className="mark">edited</span>}
          {decision.by !== undefined && !decision.authenticated && (
            <span className="mark mark-bad" title="The name was only claimed: no server had checked it">
              not signed in
            </span>
          )}
        </p>
        {decision.note !== undefined && decision.note !== "" && (
          <p className="audit-note">{decision.by === undefined ? decision.note : `“${decision.note}”`}</p>
        )}
      </div>
      <div className="audit-who">
        <p>
          {decision.by ?? "nobody"}
          {decision.via !== undefined && <span className="quiet-text"> by {decision.via}</span>}
        </p>
        <p className="quiet-text">
          <time dateTime={decision.at}>{whole(decision.at)}</time>
        </p>
      </div>
      <dl className="audit-times">
        <div>
          <dt>open</dt>
          <dd>{length(decision.took_ms)}</dd>
        </div>
        <div>
          <dt>looked</dt>
          <dd>
            {decision.looked_ms === undefined ? "–" : length(decision.looked_ms)}
            {decision.quick && <span className="mark mark-bad">under 3 s</span>}
          </dd>
        </div>
      </dl>
    </div>
  );
}
