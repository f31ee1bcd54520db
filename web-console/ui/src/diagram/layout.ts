import { graphlib, layout } from "@dagrejs/dagre";

export const WIDTH = 200;
export const HEIGHT = 58;

export interface Point {
  x: number;
  y: number;
}

/**
 * What a layout depends on, and nothing else: states by their number, so that neither a new name nor a new title nor the
 * text of a condition moves anything.
 */
export interface Shape {
  states: number;
  /** From, to, the room its words need, and how straight it should go. */
  ways: [from: number, to: number, words: number, weight: number][];
}

export interface Placed {
  width: number;
  height: number;
  /** The upper left corner of each state. */
  states: Point[];
  ways: { points: Point[]; words?: Point }[];
}

/** Places states from top to bottom: a pure function of the shape. */
export function place({ states, ways }: Shape): Placed {
  const drawing = new graphlib.Graph({ multigraph: true });
  // The quick ranker where there is much to place: the pictures differ little, the times by far.
  const ranker = states > 60 ? "longest-path" : "network-simplex";
  drawing.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 48, edgesep: 18, marginx: 8, marginy: 8, ranker });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (let state = 0; state < states; state++) {
    drawing.setNode(String(state), { width: WIDTH, height: HEIGHT });
  }
  ways.forEach(([from, to, width, weight], index) => {
    const label = { width, height: width === 0 ? 0 : 16, labelpos: "c", weight };
    drawing.setEdge(String(from), String(to), label, String(index));
  });
  layout(drawing);
  const size = drawing.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? WIDTH,
    height: size.height ?? HEIGHT,
    states: Array.from({ length: states }, (_, state) => {
      const at = drawing.node(String(state)) as Point;
      return { x: at.x - WIDTH / 2, y: at.y - HEIGHT / 2 };
    }),
    ways: ways.map(([from, to, width], index) => {
      const drawn = drawing.edge({ v: String(from), w: String(to), name: String(index) }) as {
        points: Point[];
        x?: number;
        y?: number;
      };
      const points = drawn.points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
      return width > 0 && drawn.x !== undefined && drawn.y !== undefined
        ? { points, words: { x: Math.round(drawn.x), y: Math.round(drawn.y) } }
        : { points };
    }),
  };
}

/** A smooth path through the points. */
export function pathThrough(points: Point[]): string {
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
