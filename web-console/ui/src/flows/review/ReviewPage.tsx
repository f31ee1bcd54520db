import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { drafts, type Change, type Review, type Version } from "../../api/drafts";
import { Empty, Failure, Loading, Panel } from "../../parts/Bits";
import { useTitle } from "../../parts/title";
import { editPath, flowPath, Link, useSearch } from "../../router";
import { AffectedRuns } from "./Affected";
import { handed } from "./handed";
import { Lines } from "./Lines";
import { marks, named, ofWeight, stronger, summary, titled, unmarked, weakened, WEIGHTS } from "./told";
import { Said } from "./Said";
import "./review.css";

const Diagram = lazy(() => import("../../diagram/Diagram"));

/** Two versions of a flow side by side: what changed in meaning, in the picture and in the text, and whom it concerns. */
export default function ReviewPage({ name }: { name: string }) {
  useTitle(`Review ${name}`);
  const [from, setFrom] = useSearch("from");
  const [to, setTo] = useSearch("to");
  const text = handed(name);
  const versions = useQuery({ queryKey: ["versions", name], queryFn: () => drafts.versions(name) });
  const lost = to === "text" && text === undefined;
  const review = useQuery({
    queryKey: ["review", name, from, to, to === "text" ? text : ""],
    queryFn: () =>
      drafts.review(name, {
        ...(from === "" ? {} : { from }),
        ...(to === "text" ? { source: text ?? "" } : to === "" ? {} : { to }),
      }),
    enabled: !lost,
    placeholderData: keepPreviousData,
  });
  const told = review.data;
  return (
    <article className="review">
      <div className="page-head">
        <p className="crumbs">
          <Link href="/flows">Flows</Link> / <Link href={flowPath(name)}>{name}</Link>
        </p>
        <h1>Review of {name}</h1>
        {told !== undefined && (
          <p className="lead" role="status">
            {summary(told)}
          </p>
        )}
        <div className="review-sides">
          <Choice
            id="review-from"
            label="From"
            value={from === "" ? (told?.from ?? "") : from}
            versions={versions.data?.items ?? []}
            onChange={setFrom}
          />
          <Choice
            id="review-to"
            label="To"
            value={to === "" ? (told?.to ?? "") : to}
            versions={versions.data?.items ?? []}
            text={text !== undefined || to === "text"}
            onChange={setTo}
          />
          <Link href={editPath(name)}>Edit the file</Link>
        </div>
        {versions.data?.more && (
          <p className="calm">
            There are more runs than were counted: the newest thousand of each status are.
          </p>
        )}
      </div>
      {lost ? (
        <Empty title="The text that was to be reviewed is not in this tab any more.">
          <p>Open the editor and choose “Review this text against the file” there.</p>
          <p className="row">
            <Link href={editPath(name)}>Open the editor</Link>
          </p>
        </Empty>
      ) : told === undefined || review.isError ? (
        review.isError ? (
          <Failure error={review.error} again={() => void review.refetch()} />
        ) : (
          <Loading what="the two versions" />
        )
      ) : (
        <div
          aria-busy={review.isPlaceholderData}
          className={review.isPlaceholderData ? "review-old" : undefined}
        >
          <Told review={told} />
        </div>
      )}
    </article>
  );
}

function Choice({
  id,
  label,
  value,
  versions,
  text = false,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  versions: Version[];
  text?: boolean;
  onChange: (id: string) => void;
}) {
  const known = versions.some((version) => version.id === value) || (text && value === "text");
  return (
    <p className="review-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{value === "" ? "…" : titled(value, undefined)}</option>}
        {text && <option value="text">the text in the editor</option>}
        {versions.map((version) => (
          <option key={version.id} value={version.id}>
            {named(version)}
          </option>
        ))}
      </select>
    </p>
  );
}

function Told({ review }: { review: Review }) {
  const before = titled(review.from, review.from_version);
  const after = titled(review.to, review.to_version);
  const gone = weakened(review);
  const more = stronger(review);
  if (review.same) {
    return (
      <Empty title="The two versions are the same.">
        <p>
          Not a letter differs between {before} and {after}. Choose another version above to compare.
        </p>
      </Empty>
    );
  }
  return (
    <>
      {gone.length > 0 && <Weakened changes={gone} />}
      {more.length > 0 && (
        <p className="review-good">
          {more.length === 1 ? "One approval is" : `${more.length} approvals are`} added or made stronger.
        </p>
      )}
      {review.diagnostics.length > 0 && (
        <div className="notice notice-bad">
          <p>The new version has errors, so no run could go on by it:</p>
          <ul>
            {review.diagnostics.map((found, index) => (
              <li key={index}>
                {found.code} <Said text={found.message} /> (line {found.line})
              </li>
            ))}
          </ul>
        </div>
      )}
      <Panel title="What changed in meaning">
        {review.changes.length === 0 ? (
          <p className="calm">
            Nothing: comments, order, quotes or line breaks alone are no change of a flow.
          </p>
        ) : (
          WEIGHTS.map(({ weight, title, about }) => {
            const changes = ofWeight(review, weight);
            return changes.length === 0 ? null : (
              <section key={weight} className={`review-weight review-${weight}`} aria-label={title}>
                <h3>
                  {title} <span className="calm">{about}</span>
                </h3>
                <ul>
                  {changes.map((change, index) => (
                    <Changed key={index} change={change} />
                  ))}
                </ul>
              </section>
            );
          })
        )}
      </Panel>
      <Panel title="In the diagram" aside={<Key />}>
        {unmarked(review.graph) ? (
          <p className="calm">The same states and the same ways in both.</p>
        ) : (
          <Suspense fallback={<Loading what="the diagram" />}>
            <Picture review={review} />
          </Suspense>
        )}
      </Panel>
      <Panel title="Runs that wait">
        {review.runs.length === 0 ? (
          <p className="calm">
            {review.diagnostics.length > 0
              ? "No run can be judged by a version with errors."
              : "No run of this flow is paused or stuck: the change concerns none."}
          </p>
        ) : (
          <AffectedRuns runs={review.runs} more={review.more_runs} />
        )}
      </Panel>
      <Panel title="In the text">
        {review.lines.length === 0 ? (
          <p className="calm">The texts are the same; what changed stands in the files or the workspace.</p>
        ) : (
          <Lines lines={review.lines} before={before} after={after} />
        )}
      </Panel>
    </>
  );
}

function Picture({ review }: { review: Review }) {
  return <Diagram graph={review.graph} marks={marks(review.graph)} />;
}

function Key() {
  return (
    <p className="review-key">
      <span className="review-dot review-dot-added" /> added
      <span className="review-dot review-dot-changed" /> changed
      <span className="review-dot review-dot-removed" /> removed
    </p>
  );
}

function Weakened({ changes }: { changes: Change[] }) {
  return (
    <section className="review-alarm" aria-label="Approvals removed or weakened">
      <h2>
        <span aria-hidden="true">⚠ </span>
        {changes.length === 1
          ? "An approval is removed or weakened"
          : `${changes.length} approvals are removed or weakened`}
      </h2>
      <ul>
        {changes.map((change, index) => (
          <li key={index}>
            <b>{change.approval === "removed" ? "Removed" : "Weakened"}</b> {change.subject}:{" "}
            <Said text={change.message} /> <Where change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changed({ change }: { change: Change }) {
  return (
    <li>
      <p>
        {change.approval !== undefined && (
          <b className="bad">
            {change.approval === "removed" ? "Approval removed. " : "Approval weakened. "}
          </b>
        )}
        <b>{change.subject}</b>: <Said text={change.message} /> <Where change={change} />
      </p>
      {change.lines.length > 0 && <Lines lines={change.lines} before="before" after="after" />}
    </li>
  );
}

function Where({ change }: { change: Change }) {
  const words =
    change.before === undefined
      ? `new, line ${change.after}`
      : change.after === undefined
        ? `was line ${change.before}`
        : change.before === change.after
          ? `line ${change.after}`
          : `line ${change.before}, now ${change.after}`;
  return <span className="calm">{words}</span>;
}
