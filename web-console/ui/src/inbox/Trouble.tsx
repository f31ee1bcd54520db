import { Refused } from "../api/client";
import { Link, runPath } from "../router";

/** What became of a decision that was not taken: who was first, what changed, what does not fit. Nothing typed is lost. */
export function Trouble({ error, run }: { error: Error; run: string }) {
  const conflict = error instanceof Refused && error.status === 409;
  return (
    <div className={conflict ? "notice" : "notice notice-bad"} role="alert">
      <p>{error.message}</p>
      {conflict && (
        <p className="calm">
          What you have typed stays here. <Link href={runPath(run)}>See the run</Link>
        </p>
      )}
    </div>
  );
}
