import { useEffect, useMemo, useState } from "react";
import type { Graph, GraphEdge } from "../api/views";
import type { Placed, Shape } from "./layout";

const KEPT = 12;
const known = new Map<string, Placed>();
const waiting = new Map<number, { key: string; done: (placed: Placed) => void }>();
let worker: Worker | undefined;
let count = 0;

function ask(key: string, done: (placed: Placed) => void): () => void {
  worker ??= begin();
  const id = ++count;
  waiting.set(id, { key, done });
  worker.postMessage({ id, shape: JSON.parse(key) as Shape });
  return () => {
    const asked = waiting.get(id);
    if (asked !== undefined) {
      asked.done = () => {};
    }
  };
}

function begin(): Worker {
  const begun = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  begun.addEventListener("message", ({ data }: MessageEvent<{ id: number; placed: Placed }>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (asked !== undefined) {
      keep(asked.key, data.placed);
      asked.done(data.placed);
    }
  });
  return begun;
}

function keep(key: string, placed: Placed) {
  known.delete(key);
  known.set(key, placed);
  for (const old of [...known.keys()].slice(0, Math.max(0, known.size - KEPT))) {
    known.delete(old);
  }
}

/** Where a graph's states and ways are; undefined until it has been worked out. The same shape is never worked out twice. */
export function useLayout(graph: Graph, edges: GraphEdge[]): Placed | undefined {
  const key = useMemo(() => JSON.stringify(shapeOf(graph, edges)), [graph, edges]);
  const [placed, setPlaced] = useState<{ key: string; placed: Placed }>();
  const there = known.get(key);
  useEffect(
    () => (there === undefined ? ask(key, (done) => setPlaced({ key, placed: done })) : undefined),
    [key, there],
  );
  return there ?? (placed?.key === key ? placed.placed : undefined);
}

/** The shape of a graph with the ways that are drawn. */
export function shapeOf(graph: Graph, edges: GraphEdge[]): Shape {
  const numbers = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  return {
    states: graph.nodes.length,
    ways: edges.map((edge) => [
      numbers.get(edge.from)!,
      numbers.get(edge.to)!,
      // In steps, so that a word more in a condition does not move the picture.
      edge.label === "" ? 0 : Math.min(180, Math.ceil((edge.label.length * 6.2 + 12) / 30) * 30),
      weightOf(edge),
    ]),
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
