import type { Graph, GraphEdge } from "../../../api/views";
import { field, fieldsOf, type Value } from "../ops/value";
import { waysFrom, waysOf, type Found, type Way } from "../ops/ways";
import type { Finding, Traffic } from "../types";

/** The place of the text that an edge is drawn for; undefined when the text says something else by now. */
export function wayOf(flow: Value, edge: GraphEdge): Way | undefined {
  if (edge.kind === "default") {
    return { kind: "default", outcome: edge.label };
  }
  const state = field(field(flow, "states"), edge.from);
  return state === undefined
    ? undefined
    : waysFrom(edge.from, state).find(
        (found) => found.to === edge.to && found.label === edge.label && kindOf(found) === edge.kind,
      )?.way;
}

function kindOf({ way }: Found): GraphEdge["kind"] | "start" {
  switch (way.kind) {
    case "branch":
    case "case":
    case "else":
      return "case";
    case "start":
    case "next":
    case "otherwise":
    case "default":
      return way.kind;
  }
}

/** The state that an arrow key leads to: down and up along the ways, left and right among those beside it. */
export function neighbour(
  graph: Graph,
  places: { x: number; y: number }[],
  from: string | undefined,
  key: string,
): string | undefined {
  const index = new Map(graph.nodes.map(({ id }, number) => [id, number]));
  const at = (id: string) => places[index.get(id) ?? -1] ?? { x: 0, y: 0 };
  const here = from === undefined ? undefined : index.get(from);
  if (here === undefined || from === undefined) {
    return graph.start;
  }
  const nearest = (ids: string[]) =>
    ids
      .filter((id) => id !== from)
      .sort((a, b) => Math.abs(at(a).x - at(from).x) - Math.abs(at(b).x - at(from).x))[0];
  switch (key) {
    case "Home":
      return graph.start;
    case "End":
      return graph.nodes.at(-1)?.id;
    case "ArrowDown": {
      const out = graph.edges.filter((edge) => edge.from === from && edge.to !== from);
      const down = out.filter((edge) => at(edge.to).y > at(from).y);
      return (down.find(({ kind }) => kind === "next") ?? down[0] ?? out[0])?.to;
    }
    case "ArrowUp": {
      const into = graph.edges.filter((edge) => edge.to === from && edge.from !== from);
      const above = into.filter((edge) => at(edge.from).y < at(from).y).map((edge) => edge.from);
      return nearest(above) ?? into[0]?.from;
    }
    case "ArrowLeft":
    case "ArrowRight": {
      const side = key === "ArrowLeft" ? -1 : 1;
      return nearest(
        graph.nodes
          .map(({ id }) => id)
          .filter((id) => Math.abs(at(id).y - at(from).y) < 30 && (at(id).x - at(from).x) * side > 0),
      );
    }
    default:
      return undefined;
  }
}

/** Findings by the state that they are about. */
export function findingsByState(
  findings: Finding[],
  lines: Record<string, [number, number]>,
): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const state = stateOf(finding, lines);
    if (state !== undefined) {
      found.set(state, [...(found.get(state) ?? []), finding]);
    }
  }
  return found;
}

function stateOf({ path, line }: Finding, lines: Record<string, [number, number]>): string | undefined {
  const [, root, name] = path?.split("/") ?? [];
  if (root === "states" && name !== undefined) {
    return name.replaceAll("~1", "/").replaceAll("~0", "~");
  }
  return Object.entries(lines).find(([, [first, last]]) => first <= line && line <= last)?.[0];
}

export function worst(findings: Finding[]): Finding["severity"] {
  return (
    (["error", "warning"] as const).find((severity) => findings.some((one) => one.severity === severity)) ??
    "info"
  );
}

/** What the last runs did at a state, in few words. */
export function tellTraffic(traffic: Traffic | undefined, state: string): string[] | undefined {
  const seen = traffic?.states[state];
  if (seen === undefined) {
    return undefined;
  }
  const decided = (seen.approved ?? 0) + (seen.rejected ?? 0);
  return [
    `${seen.visits} visit${seen.visits === 1 ? "" : "s"}`,
    ...(seen.median_ms === undefined ? [] : [lasted(seen.median_ms)]),
    ...(seen.cost_usd === undefined || seen.cost_usd === 0
      ? []
      : [`$${seen.cost_usd.toFixed(seen.cost_usd < 0.1 ? 4 : 2)}`]),
    ...(decided === 0 ? [] : [`${Math.round((100 * (seen.approved ?? 0)) / decided)} % approved`]),
    ...(seen.open === undefined || seen.open === 0 ? [] : [`${seen.open} open`]),
  ];
}

function lasted(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1_000, "s"],
  ];
  const [size, unit] = units.find(([most]) => ms >= most) ?? [1, "ms"];
  return `${Math.round(ms / size)} ${unit}`;
}

export const stateNames = (flow: Value | undefined) => Object.keys(fieldsOf(field(flow, "states")));

/** Texts that stand at some key anywhere in the flow, to offer them again. */
export function used(flow: Value, key: string): string[] {
  const found = new Set<string>();
  const walk = (value: Value) => {
    if (Array.isArray(value)) {
      value.forEach(walk);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === key && typeof inner === "string") {
          found.add(inner);
        }
        walk(inner);
      }
    }
  };
  walk(field(flow, "states") ?? null);
  return [...found];
}

export const startOf = (flow: Value) => waysOf(flow).find(({ way }) => way.kind === "start");
