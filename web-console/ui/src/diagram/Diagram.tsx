import {
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useMemo, useState } from "react";
import type { Graph, GraphEdge, GraphNode } from "../api/views";
import { step, type Way } from "../runs/way";
import "./diagram.css";
import { HEIGHT, pathThrough, place, WIDTH } from "./layout";

/** What is said of states and ways besides: a word of it is the class, `state-WORD` and `way-WORD`. */
export interface Marks {
  state: (id: string) => string | undefined;
  way: (edge: GraphEdge) => string | undefined;
}

type StateNode = Node<
  { node: GraphNode; start: boolean; visits: number; mark: string | undefined; word: string | undefined },
  "state"
>;
type WayEdge = Edge<
  { path: string; text: string; label: { x: number; y: number } | undefined; mark: string },
  "way"
>;

/** A flow's states and ways; with `way`, the ones a run took, with `marks`, what is said of each. */
export default function Diagram({ graph, way, marks }: { graph: Graph; way?: Way; marks?: Marks }) {
  const [all, setAll] = useState(false);
  const defaults = graph.edges.filter((edge) => edge.kind === "default");
  const taken = (edge: GraphEdge) => way?.steps.has(step(edge.from, edge.to)) ?? false;
  const edges = useMemo(
    () =>
      graph.edges.filter(
        (edge) =>
          all ||
          edge.kind !== "default" ||
          marks?.way(edge) !== undefined ||
          (way?.steps.has(step(edge.from, edge.to)) ?? false),
      ),
    [graph, all, way, marks],
  );
  const placed = useMemo(() => place(graph, edges), [graph, edges]);
  const ratio = `${placed.width + 40} / ${placed.height + 40}`;
  const nodes: StateNode[] = graph.nodes.map((node) => ({
    id: node.id,
    type: "state",
    position: placed.nodes.get(node.id) ?? { x: 0, y: 0 },
    width: WIDTH,
    height: HEIGHT,
    data: {
      node,
      start: node.id === graph.start,
      visits: way?.visits.get(node.id) ?? 0,
      mark: way?.current === node.id ? way.mood : undefined,
      word: marks?.state(node.id),
    },
    ariaLabel: [describe(node, way), marks?.state(node.id)].filter(Boolean).join(", "),
  }));
  const drawn: WayEdge[] = placed.edges.map(({ edge, points, label }, index) => {
    const mark =
      marks?.way(edge) ??
      (taken(edge) ? "taken" : edge.kind === "next" || edge.kind === "case" ? "plain" : "faint");
    return {
      id: String(index),
      type: "way",
      source: edge.from,
      target: edge.to,
      ...(marks?.way(edge) === undefined
        ? {}
        : { ariaLabel: `Way from ${edge.from} to ${edge.to}, ${marks.way(edge)}` }),
      markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: `var(--edge-${mark})` },
      data: { path: pathThrough(points), text: edge.label, label, mark },
    };
  });
  return (
    <div className={way === undefined ? "diagram" : "diagram diagram-way"}>
      <div className="diagram-canvas" style={{ aspectRatio: ratio }}>
        <ReactFlow
          nodes={nodes}
          edges={drawn}
          nodeTypes={NODES}
          edgeTypes={EDGES}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.04 }}
          minZoom={0.2}
          maxZoom={1.6}
          nodesDraggable={false}
          nodesConnectable={false}
          elementsSelectable={false}
          edgesFocusable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          proOptions={{ hideAttribution: true }}
          aria-label={`Diagram of ${graph.flow}`}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
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

const NODES = { state: StateBox };
const EDGES = { way: WayLine };

function StateBox({ data: { node, start, visits, mark, word } }: NodeProps<StateNode>) {
  const classes = [
    "state",
    `state-${node.verb}`,
    visits > 0 && "state-visited",
    mark !== undefined && `state-${mark}`,
    word !== undefined && `state-${word}`,
    node.holds && "state-holds",
  ];
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <p className="state-name">
        {start && <span className="state-start">start </span>}
        {node.id}
        {visits > 1 && <span className="state-visits"> ×{visits}</span>}
        {word !== undefined && <span className="state-word"> {word}</span>}
      </p>
      <p className="state-detail">
        {node.holds && node.verb !== "ask" && <span className="state-hold">holds </span>}
        {node.verb}
        {node.detail !== "" && ` ${node.detail}`}
      </p>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

function WayLine({ data, markerEnd }: EdgeProps<WayEdge>) {
  return data === undefined ? null : (
    <>
      <BaseEdge path={data.path} markerEnd={markerEnd} className={`way way-${data.mark}`} />
      {data.label !== undefined && (
        <EdgeLabelRenderer>
          <span
            className={`way-label way-label-${data.mark}`}
            title={data.text}
            style={{ transform: `translate(-50%, -50%) translate(${data.label.x}px, ${data.label.y}px)` }}
          >
            {data.text}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function describe(node: GraphNode, way: Way | undefined): string {
  const visits = way?.visits.get(node.id) ?? 0;
  const parts = [node.id, `${node.verb} ${node.detail}`.trim()];
  if (node.holds) {
    parts.push("may wait for a person");
  }
  if (visits > 0) {
    parts.push(visits === 1 ? "visited" : `visited ${visits} times`);
  }
  if (way?.current === node.id) {
    parts.push(`the run is here, ${way.mood}`);
  }
  return parts.join(", ");
}
