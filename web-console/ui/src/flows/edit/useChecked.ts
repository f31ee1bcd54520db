import { useEffect, useRef, useState } from "react";
import { authoring, type Checked, type StateLines } from "../../api/authoring";
import { useFlow } from "../../api/queries";
import type { Flow, Graph } from "../../api/views";

/** A check begins when nobody has typed for so long, in milliseconds. */
const PAUSE = 250;

export interface Known {
  /** What was said last, and of which text. */
  checked: Checked | undefined;
  of: string | undefined;
  /** The last diagram that could be made. */
  graph: Graph | undefined;
  trouble: Error | undefined;
}

/** The server's word on the text as it is written. An answer to an older text than the last one asked about is dropped. */
export function useChecked(flow: string, text: string, writes: boolean): Known & { again: () => void } {
  const [known, setKnown] = useState<Known>({
    checked: undefined,
    of: undefined,
    graph: undefined,
    trouble: undefined,
  });
  const [turn, setTurn] = useState(0);
  const last = useRef(0);
  const shown = useFlow(flow);
  const flowSeen = shown.data;
  useEffect(() => {
    if (!writes) {
      return undefined;
    }
    const number = ++last.current;
    const timer = setTimeout(
      () => {
        authoring.check(flow, text).then(
          (checked) => {
            if (number === last.current) {
              setKnown((before) => ({
                checked,
                of: text,
                graph: checked.graph ?? before.graph,
                trouble: undefined,
              }));
            }
          },
          (trouble: Error) => {
            if (number === last.current) {
              setKnown((before) => ({ ...before, trouble }));
            }
          },
        );
      },
      number === 1 ? 0 : PAUSE,
    );
    return () => clearTimeout(timer);
  }, [flow, text, writes, turn]);
  useEffect(() => {
    if (!writes && flowSeen !== undefined) {
      setKnown({ checked: seen(flowSeen), of: text, graph: flowSeen.graph, trouble: undefined });
    }
  }, [writes, flowSeen, text]);
  return { ...known, again: () => setTurn((before) => before + 1) };
}

/** What every reader is told of a flow, for one who may not ask about texts of their own. */
function seen(flow: Flow): Checked {
  return {
    valid: flow.valid,
    diagnostics: flow.diagnostics.map((finding) => ({ ...finding, fixes: [] })),
    elsewhere: [],
    ...(flow.graph === undefined ? {} : { graph: flow.graph }),
    states: flow.graph === undefined ? [] : linesOf(flow.graph, flow.source),
  };
}

function linesOf(graph: Graph, source: string): StateLines[] {
  const begun = graph.nodes
    .flatMap((node) => {
      const line = (node as { at?: { line?: number } }).at?.line;
      return line === undefined ? [] : [{ name: node.id, verb: node.verb, from: line }];
    })
    .sort((one, other) => one.from - other.from);
  const lines = source.split("\n").length;
  return begun.map((state, index) => ({ ...state, to: (begun[index + 1]?.from ?? lines + 1) - 1 }));
}
