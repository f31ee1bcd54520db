import { useFlows } from "../api/queries";
import { Empty, Failure, Loading } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { flowPath, Link } from "../router";
import "./flows.css";

export function FlowsPage() {
  useTitle("Flows");
  const flows = useFlows();
  const items = flows.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <h1>Flows</h1>
      </div>
      {flows.isPending && <Loading what="the flows" />}
      {flows.isError && items.length === 0 && (
        <Failure error={flows.error} again={() => void flows.refetch()} />
      )}
      {flows.isSuccess && items.length === 0 && (
        <Empty title="This workspace has no flow.">
          <p>
            A flow is a file named <code>NAME.flow.yaml</code>; <code>signalbox new NAME</code> writes a first
            one.
          </p>
        </Empty>
      )}
      <ul className="flows">
        {items.map((flow) => (
          <li key={flow.file}>
            <div>
              <Link href={flowPath(flow.name)}>{flow.title ?? flow.name}</Link>
              <p>{flow.description}</p>
            </div>
            <p className="flow-facts">
              <code>{flow.name}</code> {flow.version}
              {flow.errors > 0 && <span className="bad">{plural(flow.errors, "error")}</span>}
              {flow.warnings > 0 && <span>{plural(flow.warnings, "warning")}</span>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
