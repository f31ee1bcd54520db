import type { Affected } from "../../api/drafts";
import { short } from "../../parts/Bits";
import { Link, runPath } from "../../router";
import { Said } from "./Said";
import { VERDICT } from "./told";

/** The paused and stuck runs, and whether each could go on by the new version. */
export function AffectedRuns({ runs, more }: { runs: Affected[]; more: boolean }) {
  return (
    <>
      <div className="wide" tabIndex={0} role="group" aria-label="Runs that wait">
        <table className="review-runs">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Stands in</th>
              <th scope="col">By the new version</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.run}>
                <td>
                  <Link href={runPath(run.run)}>{short(run.run)}</Link>
                </td>
                <td>
                  {run.state} <span className="calm">{run.standing}</span>
                </td>
                <td className={`review-${VERDICT[run.verdict].look}`}>
                  <span aria-hidden="true">{VERDICT[run.verdict].mark}</span> {VERDICT[run.verdict].words}
                </td>
                <td>
                  {run.reasons.length === 0 ? (
                    <span className="calm">nothing stands in the way</span>
                  ) : (
                    <ul>
                      {run.reasons.map((reason, index) => (
                        <li key={index}>
                          <Said text={reason.message} />{" "}
                          <span className="calm">
                            {reason.code}, line {reason.line}
                          </span>
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && <p className="calm">There are more; `signalbox compat` judges them all.</p>}
      <p className="calm">
        A saved file changes no run under way: each goes on by the version that it began with, until somebody
        moves it.
      </p>
    </>
  );
}
