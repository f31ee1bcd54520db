import { useState } from "react";
import { useBulk, type BulkResult, type InboxHold } from "../api/inbox";
import { Failure } from "../parts/Bits";
import { Dialog } from "../parts/Dialog";
import { holdPath, Link } from "../router";
import type { BulkDecision } from "./BulkBar";

const DOES: Record<BulkDecision, { all: string; done: string }> = {
  approve: { all: "Approve", done: "approved" },
  reject: { all: "Reject", done: "rejected" },
};

/** Says once more what will be decided, and afterwards what came of each. */
export function BulkDialog({
  decision,
  holds,
  onClose,
  onDone,
}: {
  decision: BulkDecision;
  holds: InboxHold[];
  onClose: () => void;
  onDone: () => void;
}) {
  const bulk = useBulk();
  const [note, setNote] = useState("");
  const first = holds[0];
  const needsNote = holds.some((hold) => hold.note_required);
  if (bulk.data !== undefined) {
    return (
      <Dialog title="What came of it" onClose={onDone}>
        <Outcome decision={decision} results={bulk.data.results} holds={holds} />
        <p className="actions">
          <button type="button" className="primary" autoFocus onClick={onDone}>
            Done
          </button>
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog title={`${DOES[decision].all} ${holds.length} holds?`} onClose={onClose}>
      <p>
        Each is decided on its own, as it stands on this page: {first?.flow} {first?.version}, at{" "}
        <code>{first?.state}</code>.
      </p>
      <ul className="bulk-list">
        {holds.map((hold) => (
          <li key={hold.id}>
            {hold.title} <code>{told(hold)}</code>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          bulk.mutate({
            decision,
            ...(note.trim() === "" ? {} : { note: note.trim() }),
            items: holds.map(({ id, hash }) => ({ id, hash })),
          });
        }}
      >
        <div className="field">
          <label htmlFor="bulk-note">
            Note {!needsNote && <span className="field-optional">(kept with each decision)</span>}
          </label>
          <textarea
            id="bulk-note"
            rows={2}
            required={needsNote}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        {bulk.isError && <Failure error={bulk.error} />}
        <p className="actions">
          <button
            type="submit"
            className={decision === "approve" ? "primary" : "danger"}
            disabled={bulk.isPending}
          >
            {bulk.isPending ? "Deciding…" : `${DOES[decision].all} ${holds.length} holds`}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}

const LONGEST = 200;

/** The call and its exact arguments, on one line as far as they fit there. */
function told(hold: InboxHold): string {
  const line = `${hold.action ?? ""} ${JSON.stringify(hold.args)}`.trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function Outcome({
  decision,
  results,
  holds,
}: {
  decision: BulkDecision;
  results: BulkResult[];
  holds: InboxHold[];
}) {
  const titles = new Map(holds.map((hold) => [hold.id, hold.title]));
  const refused = results.filter((result) => result.problem !== undefined);
  return (
    <div role="status">
      <p>
        {results.length - refused.length} of {results.length} {DOES[decision].done}.
      </p>
      {refused.length > 0 && (
        <ul className="bulk-list">
          {refused.map((result) => (
            <li key={result.id}>
              <Link href={holdPath(result.id)}>{titles.get(result.id) ?? result.id}</Link>:{" "}
              {typeof result.problem === "string" ? result.problem : result.problem?.detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
