import type { InboxHold } from "../api/inbox";
import { whyNotAtOnce } from "./alike";

export type BulkDecision = "approve" | "reject";

/** What can be done with what is selected; says why where it cannot. */
export function BulkBar({
  holds,
  onDecide,
  onClear,
}: {
  holds: InboxHold[];
  onDecide: (decision: BulkDecision) => void;
  onClear: () => void;
}) {
  const why = whyNotAtOnce(holds);
  const whyId = why === undefined ? undefined : "bulk-why";
  return (
    <section className="bulk" aria-label="What is selected">
      <strong>{holds.length} selected</strong>
      {why !== undefined && <span id="bulk-why">{why}</span>}
      <span className="bulk-buttons">
        <button
          type="button"
          className="primary"
          disabled={why !== undefined}
          aria-describedby={whyId}
          onClick={() => onDecide("approve")}
        >
          Approve all…
        </button>
        <button
          type="button"
          className="danger"
          disabled={why !== undefined}
          aria-describedby={whyId}
          onClick={() => onDecide("reject")}
        >
          Reject all…
        </button>
        <button type="button" className="quiet" onClick={onClear}>
          Clear
        </button>
      </span>
    </section>
  );
}
