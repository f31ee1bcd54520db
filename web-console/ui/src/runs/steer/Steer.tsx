import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { useMe } from "../../api/queries";
import type { Run } from "../../api/views";
import { Failure } from "../../parts/Bits";
import { whyNot } from "./may";
import { MovePanel } from "./MovePanel";
import "./steer.css";

type Doing = "retry" | "move" | "cancel";

/** What can be done with a run as it stands. Each says what will happen before it does. */
export function Steer({ run }: { run: Run }) {
  const me = useMe().data;
  const [doing, setDoing] = useState<Doing>();
  const open = run.status === "running" || run.status === "paused" || run.status === "stuck";
  if (!open) {
    return null;
  }
  const why = whyNot(me, "operate");
  const button = (what: Doing, label: string, className: string, but?: string) => (
    <button
      type="button"
      className={className}
      aria-expanded={doing === what}
      disabled={why !== undefined || but !== undefined}
      title={why ?? but}
      onClick={() => setDoing(doing === what ? undefined : what)}
    >
      {label}
    </button>
  );
  const close = () => setDoing(undefined);
  return (
    <div className="steer">
      <div className="actions">
        {button(
          "retry",
          "Try again…",
          run.status === "stuck" ? "primary" : "quiet",
          run.status === "stuck" ? undefined : "Only a stuck run is tried again; this one is not stuck.",
        )}
        {button("move", "Move to the current file…", "quiet")}
        {button("cancel", "Cancel the run…", "quiet")}
        {why !== undefined && <span className="quiet-text">{why}</span>}
      </div>
      {doing === "retry" && <Retry run={run} close={close} />}
      {doing === "move" && <MovePanel run={run} close={close} />}
      {doing === "cancel" && <Cancel run={run} close={close} />}
    </div>
  );
}

function Retry({ run, close }: { run: Run; close: () => void }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.retry(run.id),
    onSuccess: () => {
      close();
      void queries.invalidateQueries();
    },
  });
  return (
    <section className="steer-panel" aria-label="Try again">
      <p>
        The run goes on at <code>{run.state}</code>: what got stuck there is tried once more, with the data as
        it is and by the file that the run has. A call that is made again may cost as much as before.
      </p>
      {retry.isError && <Failure error={retry.error} />}
      <div className="actions">
        <button
          type="button"
          className="primary"
          autoFocus
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Try again
        </button>
        <button type="button" className="quiet" onClick={close}>
          Leave it
        </button>
      </div>
    </section>
  );
}

function Cancel({ run, close }: { run: Run; close: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const cancel = useMutation({
    mutationFn: () => api.cancel(run.id, reason.trim()),
    onSuccess: () => {
      close();
      void queries.invalidateQueries();
    },
  });
  const children = run.children.filter((child) => isOpen(child.status)).length;
  return (
    <form
      className="steer-panel"
      aria-label="Cancel the run"
      onSubmit={(event) => {
        event.preventDefault();
        cancel.mutate();
      }}
    >
      <p>
        The run ends as cancelled and cannot be taken up again.
        {run.holds.length > 0 &&
          ` What is asked of people is withdrawn (${run.holds.length} open ${run.holds.length === 1 ? "hold" : "holds"}).`}{" "}
        What has not left yet is dropped, a write that has left is waited for
        {children > 0 &&
          `, and ${children} open child ${children === 1 ? "run is" : "runs are"} cancelled too`}
        . A flow that cleans up does so first.
      </p>
      <div className="field">
        <label htmlFor="reason">
          Why is it cancelled? <span className="field-optional">stands in its log</span>
        </label>
        <input id="reason" value={reason} autoFocus onChange={(event) => setReason(event.target.value)} />
      </div>
      {cancel.isError && <Failure error={cancel.error} />}
      <div className="actions">
        <button type="submit" className="danger" disabled={cancel.isPending}>
          Cancel the run
        </button>
        <button type="button" className="quiet" onClick={close}>
          Keep it
        </button>
      </div>
    </form>
  );
}

const isOpen = (status: Run["status"]) => status === "running" || status === "paused" || status === "stuck";
