import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { runsApi, type BulkAction, type BulkResult, type RunItem } from "../../api/runs";
import { Failure, short } from "../../parts/Bits";
import { Dialog } from "../../parts/Dialog";
import { counted, whatHappens } from "./whatHappens";

/** What is selected, and what can be done with all of it. */
export function BulkBar({
  runs,
  why,
  onAct,
  onClear,
}: {
  runs: RunItem[];
  /** Why nothing can be done; undefined when it can. */
  why: string | undefined;
  onAct: (action: BulkAction) => void;
  onClear: () => void;
}) {
  return (
    <div className="run-bulk" role="region" aria-label="Selected runs">
      <strong>{counted(runs.length, "run")} selected</strong>
      {why !== undefined && <span className="quiet-text">{why}</span>}
      <span className="run-bulk-buttons">
        <button type="button" disabled={why !== undefined} onClick={() => onAct("retry")}>
          Try again…
        </button>
        <button type="button" className="danger" disabled={why !== undefined} onClick={() => onAct("cancel")}>
          Cancel…
        </button>
        <button type="button" className="quiet" onClick={onClear}>
          Select none
        </button>
      </span>
    </div>
  );
}

/** Says what will happen with each, does it when told to, and then says what happened. */
export function BulkDialog({
  action,
  runs,
  onClose,
}: {
  action: BulkAction;
  runs: RunItem[];
  onClose: (done: boolean) => void;
}) {
  // What was selected when it was asked: the list goes on changing beneath.
  const [asked] = useState(runs);
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (ids: string[]) => runsApi.bulk(action, ids, reason.trim()),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["runs"] }),
  });
  const { does, ids, left } = whatHappens(action, asked);
  const title = action === "cancel" ? "Cancel runs" : "Try runs again";
  if (act.data !== undefined) {
    return (
      <Dialog title={title} onClose={() => onClose(true)}>
        <Results action={action} results={act.data} runs={asked} />
        <p className="actions">
          <button type="button" autoFocus onClick={() => onClose(true)}>
            Close
          </button>
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(ids);
        }}
      >
        {does.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {left.map((sentence) => (
          <p key={sentence} className="calm">
            {sentence}
          </p>
        ))}
        {action === "cancel" && ids.length > 0 && (
          <div className="field run-reason">
            <label htmlFor="bulk-reason">
              Why? <span className="field-optional">stands in each run’s log</span>
            </label>
            <input
              id="bulk-reason"
              value={reason}
              autoFocus
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        {act.isError && <Failure error={act.error} />}
        <p className="actions">
          {ids.length > 0 && (
            <button
              type="submit"
              className={action === "cancel" ? "danger" : "primary"}
              disabled={act.isPending}
            >
              {action === "cancel" ? "Cancel" : "Try again"}: {counted(ids.length, "run")}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => onClose(false)}>
            {ids.length > 0 ? "Leave them" : "Close"}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function Results({ action, results, runs }: { action: BulkAction; results: BulkResult[]; runs: RunItem[] }) {
  const failed = results.filter((result) => result.problem !== undefined);
  const name = (id: string) => {
    const run = runs.find((one) => one.id === id);
    return run === undefined ? short(id) : `${run.flow} ${run.key ?? short(id)}`;
  };
  return (
    <div role="status">
      <p>
        {counted(results.length - failed.length, "run")}{" "}
        {action === "cancel" ? "told to end as cancelled." : "tried again."}
      </p>
      {failed.length > 0 && (
        <div className="notice notice-bad">
          <p>{counted(failed.length, "run")} left as they were:</p>
          <ul>
            {failed.map((result) => (
              <li key={result.id}>
                {name(result.id)}: {result.problem}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
