import { graphlib, layout } from "@dagrejs/dagre";
import type { Graph, GraphEdge } from "../api/views";

export const WIDTH = 190;
export const HEIGHT = 54;

export interface Placed {
  width: number;
  height: number;
  nodes: Map<string, { x: number; y: number }>;
  edges: {
    edge: GraphEdge;
    points: { x: number; y: number }[];
    label: { x: number; y: number } | undefined;
  }[];
}

/** Places a flow's states from top to bottom: a pure function of the graph. */
export function place(graph: Graph, edges: GraphEdge[]): Placed {
  const drawing = new graphlib.Graph({ multigraph: true });
  drawing.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 46, edgesep: 18, marginx: 8, marginy: 8 });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) {
    drawing.setNode(node.id, { width: WIDTH, height: HEIGHT });
  }
  edges.forEach((edge, index) => {
    const width = edge.label === "" ? 0 : Math.min(170, edge.label.length * 6.2 + 12);
    drawing.setEdge(
      edge.from,
      edge.to,
      { width, height: edge.label === "" ? 0 : 16, labelpos: "c", weight: weightOf(edge) },
      String(index),
    );
  });
  layout(drawing);
  const size = drawing.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? WIDTH,
    height: size.height ?? HEIGHT,
    nodes: new Map(
      graph.nodes.map((node) => {
        const at = drawing.node(node.id) as { x: number; y: number };
        return [node.id, { x: at.x - WIDTH / 2, y: at.y - HEIGHT / 2 }];
      }),
    ),
    edges: edges.map((edge, index) => {
      const drawn = drawing.edge({ v: edge.from, w: edge.to, name: String(index) }) as {
        points: { x: number; y: number }[];
        x?: number;
        y?: number;
      };
      const label =
        edge.label !== "" && drawn.x !== undefined && drawn.y !== undefined
          ? { x: drawn.x, y: drawn.y }
          : undefined;
      return { edge, points: drawn.points, label };
    }),
  };
}

/** The way things go when they go well stays straight. */
function weightOf(edge: GraphEdge): number {
  switch (edge.kind) {
    case "next":
      return 8;
    case "case":
      return 4;
    case "otherwise":
    case "default":
      return 1;
  }
}

/** A smooth path through the points. */
export function pathThrough(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return "";
  }
  let path = `M${first.x},${first.y}`;
  for (let index = 0; index < rest.length; index++) {
    const here = rest[index]!;
    const next = rest[index + 1];
    path +=
      next === undefined
        ? ` L${here.x},${here.y}`
        : ` Q${here.x},${here.y} ${(here.x + next.x) / 2},${(here.y + next.y) / 2}`;
  }
  return path;
}
