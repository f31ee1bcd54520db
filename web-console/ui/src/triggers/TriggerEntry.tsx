import { useState } from "react";
import { useMe } from "../api/queries";
import { usePause, type Trigger, type TriggerKind } from "../api/triggers";
import { Ago, Failure, short } from "../parts/Bits";
import { Copy } from "../parts/Copy";
import { left, useNow, whole } from "../parts/time";
import { Link, runPath } from "../router";
import { TryTrigger } from "./TryTrigger";

const KINDS: Record<TriggerKind, string> = { http: "HTTP", schedule: "schedule", event: "event" };

export function TriggerEntry({ trigger }: { trigger: Trigger }) {
  const me = useMe();
  const pause = usePause(trigger);
  const [trying, setTrying] = useState(false);
  const may = (what: string) => me.data?.roles.includes(what) ?? false;
  const paused = trigger.paused !== undefined;
  return (
    <div className={paused ? "trigger trigger-paused" : "trigger"}>
      <span className={`trigger-kind trigger-kind-${trigger.kind}`}>
        {KINDS[trigger.kind] ?? trigger.kind}
      </span>
      <div className="trigger-what">
        <p>
          <code>{trigger.at}</code>
          {trigger.zone !== undefined && <span className="quiet-text"> {trigger.zone}</span>}
          {paused && <span className="mark trigger-mark">paused</span>}
          {trigger.problem !== undefined && <span className="mark mark-bad">cannot fire</span>}
        </p>
        {trigger.problem !== undefined && <p className="trigger-problem">{trigger.problem}</p>}
        <dl className="trigger-facts">
          <Next trigger={trigger} />
          <Last last={trigger.last} />
          {trigger.address !== undefined && (
            <div>
              <dt>called at</dt>
              <dd>
                <code>{trigger.address}</code>
              </dd>
            </div>
          )}
        </dl>
        {pause.isError && <Failure error={pause.error} />}
      </div>
      <div className="trigger-acts">
        {trigger.address !== undefined && (
          <Copy text={() => trigger.address ?? ""} label="Copy the address" />
        )}
        {(may("author") || may("start")) && (
          <button type="button" className="quiet" onClick={() => setTrying(true)}>
            Try it<span className="unseen"> out: {trigger.at}</span>
          </button>
        )}
        {may("operate") && (
          <button
            type="button"
            className="quiet"
            disabled={pause.isPending}
            onClick={() => pause.mutate(paused ? "resume" : "pause")}
          >
            {paused ? "Resume" : "Pause"}
            <span className="unseen"> {trigger.at}</span>
          </button>
        )}
      </div>
      {trying && (
        <TryTrigger
          trigger={trigger}
          mayTry={may("author")}
          mayStart={may("start")}
          onClose={() => setTrying(false)}
        />
      )}
    </div>
  );
}

function Next({ trigger: { paused, next_at: next } }: { trigger: Trigger }) {
  const now = useNow();
  if (paused !== undefined) {
    return (
      <div>
        <dt>paused</dt>
        <dd>
          by {paused.by}, <Ago at={paused.at} />
        </dd>
      </div>
    );
  }
  return next === undefined ? null : (
    <div>
      <dt>next</dt>
      <dd>
        <time dateTime={next}>{whole(next)}</time>{" "}
        <span className="quiet-text">
          {Date.parse(next) > now ? `in ${left(next, now).replace(" left", "")}` : "due"}
        </span>
      </dd>
    </div>
  );
}

function Last({ last }: { last: Trigger["last"] }) {
  return (
    <div>
      <dt>last</dt>
      <dd>
        {last === undefined ? (
          <span className="quiet-text">never fired</span>
        ) : (
          <>
            <Ago at={last.at} />
            {last.run !== undefined && (
              <>
                {" "}
                started <Link href={runPath(last.run)}>{short(last.run)}</Link>
              </>
            )}
            {last.problem !== undefined && <span className="trigger-problem"> {last.problem}</span>}
          </>
        )}
      </dd>
    </div>
  );
}
