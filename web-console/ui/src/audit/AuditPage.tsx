import { exportPath, useDecisions, useReviewers, type AuditFilter } from "../api/audit";
import { Empty, Failure, Loading } from "../parts/Bits";
import { Changed } from "../parts/list";
import { useTitle } from "../parts/title";
import { useSearch } from "../router";
import { AuditFilters } from "./AuditFilters";
import { Decisions } from "./Decisions";
import { Reviewers } from "./Reviewers";
import "./audit.css";

const whether = (count: number, more: boolean) =>
  `${count.toLocaleString()}${more ? "+" : ""} ${count === 1 ? "decision" : "decisions"}`;

/** Who decided what, when, why, and after how long a look. */
export default function AuditPage() {
  useTitle("Audit");
  const [flow, setFlow] = useSearch("flow");
  const [by, setBy] = useSearch("by");
  const [verdict, setVerdict] = useSearch("verdict");
  const [from, setFrom] = useSearch("from");
  const [to, setTo] = useSearch("to");
  const [q, setQ] = useSearch("q");
  const filter: AuditFilter = { flow, by, verdict, from, to, q };
  const set = { flow: setFlow, by: setBy, verdict: setVerdict, from: setFrom, to: setTo, q: setQ };
  const filtered = Object.values(filter).some((value) => value !== "");
  const decisions = useDecisions(filter);
  const reviewers = useReviewers(filter);
  const items = decisions.data?.pages.flatMap((page) => page.items) ?? [];
  const first = decisions.data?.pages[0];
  const people = reviewers.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <h1>
          Audit{" "}
          {first !== undefined && (
            <span className="audit-count" role="status">
              {whether(first.count, first.more)}
            </span>
          )}
        </h1>
        <p className="audit-export">
          Export as{" "}
          <a href={exportPath(filter, "csv")} download>
            CSV
          </a>{" "}
          or{" "}
          <a href={exportPath(filter, "jsonl")} download>
            JSON lines
          </a>
        </p>
      </div>
      <AuditFilters filter={filter} set={set} reviewers={people} />
      {decisions.isError && <Failure error={decisions.error} again={() => void decisions.refetch()} />}
      {reviewers.isError && !decisions.isError && (
        <Failure error={reviewers.error} again={() => void reviewers.refetch()} />
      )}
      {people.length > 0 && <Reviewers reviewers={people} onPerson={setBy} />}
      <Changed list={decisions} />
      {decisions.isPending && <Loading what="the decisions" />}
      {decisions.isSuccess && items.length === 0 && (
        <Empty title={filtered ? "No decision fits these filters." : "Nothing has been decided yet."}>
          {filtered ? (
            <button
              type="button"
              className="quiet"
              onClick={() => Object.values(set).forEach((clear) => clear(""))}
            >
              Take the filters away
            </button>
          ) : (
            <p>Once somebody approves, rejects or answers, it stands here.</p>
          )}
        </Empty>
      )}
      {items.length > 0 && <Decisions decisions={items} />}
      {decisions.hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={decisions.isFetchingNextPage}
          onClick={() => void decisions.fetchNextPage()}
        >
          {decisions.isFetchingNextPage ? "Loading…" : "Show more"}
        </button>
      )}
    </>
  );
}
