import type { Reviewer } from "../api/audit";
import { length, share } from "./length";

/** How the people who decided do it: figures about work that is easily done too fast, not a ranking. */
export function Reviewers({
  reviewers,
  onPerson,
}: {
  reviewers: Reviewer[];
  onPerson: (person: string) => void;
}) {
  return (
    <section className="panel audit-people" aria-labelledby="audit-people">
      <header>
        <h2 id="audit-people">People</h2>
        <span className="quiet-text">of the decisions below</span>
      </header>
      <div className="audit-wide" role="region" aria-labelledby="audit-people" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col" className="number">
                Decisions
              </th>
              <th scope="col" className="number" title="Approvals among approvals and rejections">
                Approved
              </th>
              <th scope="col" className="number" title="From opening to decision: half were decided sooner">
                Median time
              </th>
              <th
                scope="col"
                className="number"
                title="From opening to decision: nine in ten were decided sooner"
              >
                Nine in ten within
              </th>
              <th scope="col" className="number" title="From when they first opened it until they decided">
                Median look
              </th>
              <th scope="col" className="number" title="Decided within three seconds of first opening it">
                Under 3 s
              </th>
            </tr>
          </thead>
          <tbody>
            {reviewers.map((reviewer) => (
              <tr key={reviewer.person}>
                <th scope="row">
                  <button type="button" className="as-link" onClick={() => onPerson(reviewer.person)}>
                    {reviewer.person}
                  </button>
                </th>
                <td className="number">{reviewer.decisions}</td>
                <td className="number">
                  {reviewer.approval_rate === undefined ? "–" : share(reviewer.approval_rate)}
                </td>
                <td className="number">{length(reviewer.median_ms)}</td>
                <td className="number">{length(reviewer.p90_ms)}</td>
                <td className="number">
                  {reviewer.median_look_ms === undefined ? "–" : length(reviewer.median_look_ms)}
                </td>
                <td className="number">
                  {reviewer.quick === 0 ? 0 : <span className="mark mark-bad">{reviewer.quick}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
