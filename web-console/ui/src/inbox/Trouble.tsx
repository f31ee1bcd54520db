import { Refused } from "../api/client";
import { Link, runPath } from "../router";

/** What became of a decision that was not taken: who was first, what changed, what does not fit. */
export function Trouble({ error, run, reload }: { error: Error; run: string; reload: () => void }) {
  const conflict = error instanceof Refused && error.status === 409;
  return (
    <div className={conflict ? "notice" : "notice notice-bad"} role="alert">
      <p>{error.message}</p>
      {conflict && (
        <p className="row">
          <button type="button" className="quiet" onClick={reload}>
            Show it as it is now
          </button>
          <Link href={runPath(run)}>See the run</Link>
        </p>
      )}
    </div>
  );
}
