import { Controls, MarkerType, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useMemo, useState } from "react";
import type { Graph, GraphEdge } from "../api/views";
import { step, type Way } from "../runs/way";
import "./diagram.css";
import { HEIGHT, WIDTH } from "./layout";
import { describe, StateBox, type Shown, type StateNode } from "./StateBox";
import { useLayout } from "./useLayout";
import { WayLine, type WayEdge } from "./WayLine";

/** What is said of states and ways besides: a word of it is the class, `state-WORD` and `way-WORD`. */
export interface Marks {
  state: (id: string) => string | undefined;
  way: (edge: GraphEdge) => string | undefined;
}

/** A flow's states and ways; with `way`, the ones a run took; with `marks`, what is said of each. */
export default function Diagram({
  graph,
  way,
  marks,
  selected,
  onSelect,
}: {
  graph: Graph;
  way?: Way;
  marks?: Marks;
  /** The state that is selected. */
  selected?: string;
  onSelect?: (state: string) => void;
}) {
  const [all, setAll] = useState(false);
  const defaults = graph.edges.filter((edge) => edge.kind === "default");
  const edges = useMemo(
    () =>
      graph.edges.filter(
        (edge) => all || edge.kind !== "default" || isTaken(edge, way) || marks?.way(edge) !== undefined,
      ),
    [graph, all, way, marks],
  );
  const placed = useLayout(graph, edges);
  const nodes: StateNode[] = graph.nodes.map((node, index) => {
    const shown: Shown = {
      node,
      start: node.id === graph.start,
      visits: way?.visits.get(node.id) ?? 0,
      mark: way?.current === node.id ? way.mood : undefined,
      word: marks?.state(node.id),
      selected: node.id === selected,
    };
    return {
      id: node.id,
      type: "state",
      position: placed?.states[index] ?? { x: 0, y: 0 },
      width: WIDTH,
      height: HEIGHT,
      data: shown,
      ariaLabel: describe(shown),
    };
  });
  const drawn: WayEdge[] = edges.map((edge, index) => {
    const word = marks?.way(edge);
    const mark =
      word ??
      (isTaken(edge, way) ? "taken" : edge.kind === "next" || edge.kind === "case" ? "plain" : "faint");
    return {
      id: String(index),
      type: "way",
      source: edge.from,
      target: edge.to,
      ...(word === undefined ? {} : { ariaLabel: `Way from ${edge.from} to ${edge.to}, ${word}` }),
      markerEnd: tip(mark),
      data: {
        points: placed?.ways[index]?.points ?? [],
        words: placed?.ways[index]?.words,
        text: edge.label,
        mark,
      },
    };
  });
  return (
    <div className={way === undefined ? "diagram" : "diagram diagram-way"}>
      <div
        className="diagram-canvas"
        style={{
          aspectRatio: placed === undefined ? "1 / 1" : `${placed.width + 40} / ${placed.height + 40}`,
        }}
      >
        {placed === undefined ? (
          <p className="calm diagram-wait">Laying the diagram out…</p>
        ) : (
          <ReactFlow
            nodes={nodes}
            edges={drawn}
            nodeTypes={NODES}
            edgeTypes={EDGES}
            fitView
            fitViewOptions={{ maxZoom: 1, padding: 0.04 }}
            minZoom={0.1}
            maxZoom={1.6}
            nodesDraggable={false}
            nodesConnectable={false}
            elementsSelectable={false}
            edgesFocusable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            onlyRenderVisibleElements={graph.nodes.length > MANY}
            proOptions={{ hideAttribution: true }}
            onNodeClick={(_, node) => onSelect?.(node.id)}
            onKeyDown={(event) => {
              const id = (event.target as HTMLElement).closest<HTMLElement>(".react-flow__node")?.dataset[
                "id"
              ];
              if (
                id !== undefined &&
                onSelect !== undefined &&
                (event.key === "Enter" || event.key === " ")
              ) {
                event.preventDefault();
                onSelect(id);
              }
            }}
            aria-label={`Diagram of ${graph.flow}`}
          >
            <Controls showInteractive={false} />
          </ReactFlow>
        )}
      </div>
      {defaults.length > 0 && (
        <label className="diagram-all">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> show the
          flow's own ways out of failures
        </label>
      )}
    </div>
  );
}

const MANY = 60;
export const NODES = { state: StateBox };
export const EDGES = { way: WayLine };

export const tip = (mark: string) => ({
  type: MarkerType.ArrowClosed,
  width: 16,
  height: 16,
  color: `var(--edge-${mark})`,
});

const isTaken = (edge: GraphEdge, way: Way | undefined) => way?.steps.has(step(edge.from, edge.to)) ?? false;
