import { lazy, Suspense } from "react";
import { useFlow, useMe } from "../api/queries";
import type { Flow } from "../api/views";
import { Failure, Loading, Panel } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { editPath, Link } from "../router";
import { StartRun } from "./StartRun";
import "./flows.css";

const Diagram = lazy(() => import("../diagram/Diagram"));

export function FlowPage({ name }: { name: string }) {
  const flow = useFlow(name);
  useTitle(flow.data?.title ?? name);
  if (flow.data === undefined) {
    return flow.isError ? (
      <Failure error={flow.error} again={() => void flow.refetch()} />
    ) : (
      <Loading what="the flow" />
    );
  }
  return <Found flow={flow.data} />;
}

function Found({ flow }: { flow: Flow }) {
  const me = useMe();
  const mayStart = me.data?.roles.includes("start") ?? false;
  return (
    <article>
      <div className="page-head">
        <p className="crumbs">
          <Link href="/flows">Flows</Link>
        </p>
        <h1>{flow.title ?? flow.name}</h1>
        {flow.description !== undefined && <p className="lead">{flow.description}</p>}
        <p className="facts">
          <span>
            <code>{flow.file}</code>
          </span>
          {flow.version !== undefined && <span>version {flow.version}</span>}
          <Link href={`/runs?flow=${encodeURIComponent(flow.name)}`}>its runs</Link>
          <Link href={editPath(flow.name)}>edit it</Link>
        </p>
      </div>
      {flow.diagnostics.length > 0 && <Findings flow={flow} />}
      <div className="flow-body">
        <div>
          {flow.graph !== undefined && (
            <Panel title="Diagram">
              <Suspense fallback={<Loading what="the diagram" />}>
                <Diagram graph={flow.graph} />
              </Suspense>
            </Panel>
          )}
          <Panel title="Source">
            <pre className="source" tabIndex={0}>
              {flow.source.split("\n").map((line, index) => (
                <span key={index} className="line" id={`L${index + 1}`}>
                  {line}
                  {"\n"}
                </span>
              ))}
            </pre>
          </Panel>
        </div>
        <div>
          <Panel title="Start a run">
            {!flow.valid ? (
              <p className="calm">It has errors; mend them first.</p>
            ) : mayStart ? (
              <StartRun flow={flow} />
            ) : (
              <p className="calm">You may look, not start: that needs the role starter.</p>
            )}
          </Panel>
        </div>
      </div>
    </article>
  );
}

function Findings({ flow }: { flow: Flow }) {
  return (
    <Panel title="Findings">
      <ul className="findings">
        {flow.diagnostics.map((finding, index) => (
          <li key={index} className={`finding finding-${finding.severity}`}>
            <p>
              <b>
                {finding.severity} {finding.code}
              </b>{" "}
              {finding.message}{" "}
              <a href={`#L${finding.line}`}>
                line {finding.line}, column {finding.column}
              </a>
            </p>
            {finding.help !== undefined && <p className="calm">{finding.help}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
