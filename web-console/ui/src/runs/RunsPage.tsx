import { useFlows, useRuns } from "../api/queries";
import type { RunSummary } from "../api/views";
import { Ago, Empty, Failure, Loading, money, short, Status } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { Link, runPath, useSearch } from "../router";
import "./runs.css";

const STATUSES = ["running", "paused", "stuck", "succeeded", "failed", "cancelled"];

export function RunsPage() {
  useTitle("Runs");
  const [status, setStatus] = useSearch("status");
  const [flow, setFlow] = useSearch("flow");
  const runs = useRuns({ status, flow });
  const flows = useFlows();
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="page-head">
        <h1>Runs</h1>
        <div className="filters">
          <label>
            Status{" "}
            <select value={status} onChange={(event) => setStatus(event.target.value)}>
              <option value="">any</option>
              {STATUSES.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
          <label>
            Flow{" "}
            <select value={flow} onChange={(event) => setFlow(event.target.value)}>
              <option value="">any</option>
              {flows.data?.items.map((one) => (
                <option key={one.name}>{one.name}</option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {runs.isPending && <Loading what="the runs" />}
      {runs.isError && items.length === 0 && <Failure error={runs.error} again={() => void runs.refetch()} />}
      {runs.isSuccess && items.length === 0 && (
        <Empty title={status === "" && flow === "" ? "No run has been started yet." : "No run matches."}>
          <p>
            <Link href="/flows">Start one from a flow</Link>
          </p>
        </Empty>
      )}
      {items.length > 0 && <RunTable runs={items} />}
      {runs.hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          {runs.isFetchingNextPage ? "Loading…" : "Show more"}
        </button>
      )}
    </>
  );
}

export function RunTable({ runs }: { runs: RunSummary[] }) {
  return (
    <table className="runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Status</th>
          <th scope="col">At</th>
          <th scope="col">Waits for</th>
          <th scope="col" className="number">
            Cost
          </th>
          <th scope="col" className="number">
            Changed
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>
              <Link href={runPath(run.id)}>{run.flow}</Link>{" "}
              <span className="quiet-text">{run.key ?? short(run.id)}</span>
            </td>
            <td>
              <Status status={run.status} />
            </td>
            <td className="place">{run.state ?? ""}</td>
            <td className="waits">{run.waiting_for ?? ""}</td>
            <td className="number cost" title={`${run.usage.llm_calls} model calls`}>
              {money(run.usage.cost_usd)}
            </td>
            <td className="number">
              <Ago at={run.updated_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
