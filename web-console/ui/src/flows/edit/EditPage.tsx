import { useMemo, useState } from "react";
import { useFlow } from "../../api/queries";
import type { Flow, Graph } from "../../api/views";
import { Failure, Loading } from "../../parts/Bits";
import { verbOf } from "./canvas/fields";
import DiagramEditor from "./DiagramEditor";
import { useDesk } from "./ops/desk";
import { splice } from "./ops/splice";
import { field, fieldsOf, type Value } from "./ops/value";
import { waysOf } from "./ops/ways";

export default function EditPage({ name }: { name: string }) {
  const flow = useFlow(name);
  if (flow.data === undefined) {
    return flow.isError ? <Failure error={flow.error} /> : <Loading what="the flow" />;
  }
  return <Edited flow={flow.data} />;
}

function Edited({ flow }: { flow: Flow }) {
  const [source, setSource] = useState(flow.source);
  const [selected, setSelected] = useState<string>();
  const desk = useDesk(source);
  const graph = useMemo(
    () => (desk.outline === undefined ? flow.graph : drawn(flow.name, desk.outline.flow)),
    [desk.outline, flow],
  );
  return (
    <>
      <h1>{flow.title ?? flow.name}</h1>
      <DiagramEditor
        source={source}
        graph={graph}
        stale={desk.refused !== undefined}
        findings={source === flow.source ? flow.diagnostics : []}
        selected={selected}
        onSelect={setSelected}
        onEdit={(edits) => setSource((text) => splice(text, edits))}
        readOnly={false}
      />
      <textarea
        aria-label="Source"
        className="code"
        rows={20}
        cols={100}
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
    </>
  );
}

function drawn(name: string, flow: Value): Graph {
  const states = fieldsOf(field(flow, "states"));
  return {
    flow: name,
    start: String(field(flow, "start")),
    nodes: Object.entries(states).map(([id, state]) => {
      const verb = verbOf(state);
      const said = field(state, verb);
      return {
        id,
        verb,
        detail: typeof said === "string" ? said : String(field(said, "model") ?? ""),
        holds: verb === "ask" || field(state, "approve") !== undefined,
        inner: [],
      };
    }),
    edges: waysOf(flow).flatMap(({ way, to, label }) =>
      "state" in way && to in states
        ? [
            {
              from: way.state,
              to,
              kind: way.kind === "next" || way.kind === "otherwise" ? way.kind : ("case" as const),
              label,
            },
          ]
        : [],
    ),
  };
}
