import { useEffect, useRef } from "react";
import type { InboxHold } from "../api/inbox";
import { Ago, Left, money } from "../parts/Bits";
import { span } from "../parts/time";
import { holdPath, Link, runPath } from "../router";
import { WANTS } from "./wants";

interface Props {
  hold: InboxHold;
  me: string | undefined;
  here: boolean;
  selected: boolean;
  onFocus: () => void;
  onSelect?: ((selected: boolean) => void) | undefined;
}

/** One hold, one line: what is asked, by whom, until when and what happens then. */
export function InboxRow({ hold, me, here, selected, onFocus, onSelect }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (here && document.activeElement !== link.current) {
      link.current?.focus({ preventScroll: true });
    }
  }, [here]);
  const done = hold.decided;
  return (
    <div className={`inbox-row urgency-${hold.urgency}${selected ? " inbox-selected" : ""}`}>
      {onSelect !== undefined && (
        <input
          type="checkbox"
          className="inbox-check"
          aria-label={`Select ${hold.title}`}
          checked={selected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      )}
      {done === undefined ? (
        <span className={`wants wants-${hold.purpose}`}>{WANTS[hold.purpose]}</span>
      ) : (
        <span className={`verdict-word verdict-word-${done.verdict}`}>{done.verdict}</span>
      )}
      <div className="inbox-what">
        <Link ref={link} href={done === undefined ? holdPath(hold.id) : runPath(hold.run)} onFocus={onFocus}>
          {hold.title}
        </Link>
        <p>
          <span>{hold.flow}</span>
          {hold.key !== undefined && <span className="key">{hold.key}</span>}
          <span>{hold.state}</span>
          <span>
            asked by {hold.requester}, <Ago at={hold.opened_at} />
          </span>
          {hold.votes.length > 0 && (
            <span>
              {hold.votes.length} of {hold.count} approved
            </span>
          )}
          {hold.cost_usd !== undefined && hold.cost_usd > 0 && <span>{money(hold.cost_usd)} so far</span>}
          {done?.note !== undefined && <span className="inbox-note">“{done.note}”</span>}
        </p>
      </div>
      <p className="inbox-marks">
        {done === undefined && hold.urgency === "high" && <span className="mark mark-bad">▲ urgent</span>}
        {done === undefined && hold.risk === "high" && <span className="mark">high risk</span>}
        {hold.claim !== undefined && (
          <span className={hold.claim.by === me ? "mark mark-mine" : "mark"}>
            {hold.claim.by === me ? "yours" : `${hold.claim.by} has it`}
          </span>
        )}
      </p>
      <p className="inbox-due">{done === undefined ? <Due hold={hold} /> : <Done hold={hold} />}</p>
    </div>
  );
}

function Due({ hold }: { hold: InboxHold }) {
  return hold.due === undefined ? (
    <>no time limit</>
  ) : (
    <>
      <Left due={hold.due} />
      {hold.then_what !== undefined && (
        <span title={hold.then_what}>
          {hold.then_what.replace(/^Then the run /, "then ").replace(/\.$/, "")}
        </span>
      )}
    </>
  );
}

function Done({ hold }: { hold: InboxHold }) {
  const done = hold.decided;
  return done === undefined ? null : (
    <>
      <Ago at={done.at} />
      <span>
        {done.by !== undefined && `by ${done.by}`}
        {done.edited === true && ", edited"}
        {done.looked_ms !== undefined && `, after ${span(done.looked_ms)}`}
      </span>
    </>
  );
}
