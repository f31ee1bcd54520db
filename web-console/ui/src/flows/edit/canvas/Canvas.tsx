import { ReactFlow, useReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Graph, GraphEdge } from "../../../api/views";
import { EDGES, NODES, tip } from "../../../diagram/Diagram";
import "../../../diagram/diagram.css";
import { HEIGHT, WIDTH } from "../../../diagram/layout";
import { type Shown, type StateNode } from "../../../diagram/StateBox";
import { useLayout } from "../../../diagram/useLayout";
import type { WayEdge } from "../../../diagram/WayLine";
import { Loading } from "../../../parts/Bits";
import type { Way } from "../ops/ways";
import type { Finding, Traffic } from "../types";
import { neighbour, tellTraffic, worst } from "./graph";
import { Toolbar } from "./Toolbar";
import { useGrip } from "./useGrip";

export interface CanvasProps {
  graph: Graph;
  stale: boolean;
  staleWhy: string | undefined;
  findings: Map<string, Finding[]>;
  selected: string | undefined;
  onSelect: (state: string | undefined) => void;
  edge: GraphEdge | undefined;
  way: Way | undefined;
  onEdge: (edge: GraphEdge | undefined) => void;
  traffic: Traffic | undefined;
  /** Why nothing can be changed just now. */
  reason: string | undefined;
  renaming: boolean;
  onRenaming: (renaming: boolean) => void;
  onRename: (state: string, name: string) => void;
  onConnect: (from: string, to: string) => void;
  onRetarget: (way: Way, to: string) => void;
  onAdd: () => void;
  onDelete: () => void;
}

/** Beyond so many states the whole picture says nothing at once: it opens at the start, in a size that can be read. */
const MANY = 40;

/** The picture, and what can be done in it by pointer and by keys. */
export function Canvas(props: CanvasProps) {
  const { graph, stale, selected, onSelect, edge, way, onEdge, traffic, reason } = props;
  const [all, setAll] = useState(false);
  const defaults = graph.edges.some(({ kind }) => kind === "default");
  const edges = useMemo(() => graph.edges.filter(({ kind }) => all || kind !== "default"), [graph, all]);
  const placed = useLayout(graph, edges);
  const kept = useRef(new Map<string, { x: number; y: number }>());
  const places = useMemo(() => {
    const now = graph.nodes.map(({ id }, index) => {
      const beside = edges.find(({ to }) => to === id)?.from;
      const near = kept.current.get(beside ?? "");
      return (
        placed?.states[index] ??
        kept.current.get(id) ?? { x: (near?.x ?? 0) + 24, y: (near?.y ?? 0) + HEIGHT + 48 }
      );
    });
    if (placed !== undefined) {
      kept.current = new Map(graph.nodes.map(({ id }, index) => [id, now[index]!]));
    }
    return now;
  }, [graph, edges, placed]);

  const id = useId();
  const canvas = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const { line, begin } = useGrip(frame, props.onRetarget);

  const nodes = useNodes(props, places, id);
  const keptLines = useRef(new Map<string, WayEdge>());
  const drawn = useMemo(() => {
    const most = Math.max(1, ...Object.values(traffic?.ways ?? {}));
    const lines = edges.map((one, index): WayEdge => {
      const isSelected = one === edge || (edge !== undefined && isSame(one, edge));
      const count = traffic === undefined ? undefined : (traffic.ways[`${one.from}>${one.to}`] ?? 0);
      const mark = isSelected ? "selected" : one.kind === "next" || one.kind === "case" ? "plain" : "faint";
      return {
        id: `${one.from} ${one.to} ${one.kind} ${one.label} ${index}`,
        type: "way",
        source: one.from,
        target: one.to,
        markerEnd: tip(mark),
        zIndex: isSelected ? 1000 : 0,
        focusable: false,
        data: {
          points: placed?.ways[index]?.points ?? straight(places, graph, one),
          words: placed?.ways[index]?.words,
          text: one.label,
          mark,
          share: count === undefined ? undefined : count / most,
          told: count === undefined || count === 0 ? undefined : `${count}×`,
          onGrip:
            isSelected && way !== undefined && reason === undefined
              ? (event) => begin(event, way)
              : undefined,
        },
      };
    });
    const same = lines.map((line) => {
      const before = keptLines.current.get(line.id);
      return before !== undefined &&
        JSON.stringify(before) === JSON.stringify(line) &&
        line.data?.onGrip === undefined
        ? before
        : line;
    });
    keptLines.current = new Map(same.map((line) => [line.id, line]));
    return same;
  }, [edges, edge, way, placed, places, graph, traffic, reason, begin]);

  const show = useCallback(
    (state: string) => {
      const at = places[graph.nodes.findIndex((node) => node.id === state)];
      const box = frame.current?.getBoundingClientRect();
      if (at === undefined || box === undefined || box.width === 0) {
        return;
      }
      const zoom = Math.max(canvas.getZoom(), 0.6);
      const corner = canvas.flowToScreenPosition(at);
      const inside =
        corner.x > box.left + 8 &&
        corner.y > box.top + 8 &&
        corner.x + WIDTH * zoom < box.right - 8 &&
        corner.y + HEIGHT * zoom < box.bottom - 8;
      if (!inside || zoom > canvas.getZoom()) {
        void canvas.setCenter(at.x + WIDTH / 2, at.y + HEIGHT / 2, { zoom });
      }
    },
    [canvas, graph, places],
  );
  const shownLast = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (selected !== shownLast.current && placed !== undefined) {
      shownLast.current = selected;
      if (selected !== undefined) {
        show(selected);
      }
    }
  }, [selected, show, placed]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (/^Arrow|^Home$|^End$/.test(event.key)) {
      event.preventDefault();
      const next = neighbour(graph, places, selected, event.key);
      if (next !== undefined) {
        onSelect(next);
      }
    } else if (event.key === "F2" && selected !== undefined && reason === undefined) {
      event.preventDefault();
      props.onRenaming(true);
    } else if ((event.key === "Delete" || event.key === "Backspace") && reason === undefined) {
      event.preventDefault();
      props.onDelete();
    } else if (event.key === "Insert" && reason === undefined) {
      event.preventDefault();
      props.onAdd();
    } else if (event.key === "Escape") {
      onSelect(undefined);
    }
  };

  const isMany = graph.nodes.length > MANY;
  const first =
    places[
      Math.max(
        0,
        graph.nodes.findIndex(({ id: name }) => name === graph.start),
      )
    ];
  return (
    <div className="canvas">
      <Toolbar
        states={graph.nodes.map((node) => node.id)}
        selected={selected}
        hasWay={way !== undefined}
        reason={reason}
        onSelect={onSelect}
        onAdd={props.onAdd}
        onRename={() => props.onRenaming(true)}
        onDelete={props.onDelete}
        all={defaults ? all : undefined}
        onAll={setAll}
      />
      {stale && (
        <p className="canvas-stale" role="status">
          The text cannot be read just now. This is the flow as it was last; mend the text to go on here.
          {props.staleWhy !== undefined && <span> {props.staleWhy}</span>}
        </p>
      )}
      <div
        ref={frame}
        className={stale ? "diagram canvas-frame canvas-old" : "diagram canvas-frame"}
        role="application"
        aria-label={`Diagram of ${graph.flow}, ${graph.nodes.length} states`}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={selected === undefined ? undefined : `${id}-${selected}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {placed === undefined && kept.current.size === 0 ? (
          <Loading what="the picture" />
        ) : (
          <ReactFlow
            nodes={nodes}
            edges={drawn}
            nodeTypes={NODES}
            edgeTypes={EDGES}
            fitView={!isMany}
            fitViewOptions={{ maxZoom: 1, padding: 0.06 }}
            defaultViewport={
              isMany ? { x: 240 - (first?.x ?? 0), y: 24 - (first?.y ?? 0), zoom: 1 } : undefined
            }
            minZoom={isMany ? 0.25 : 0.15}
            maxZoom={1.6}
            onlyRenderVisibleElements
            nodesDraggable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            nodesConnectable={reason === undefined}
            elementsSelectable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            zoomOnDoubleClick={false}
            proOptions={{ hideAttribution: true }}
            onPaneClick={() => onSelect(undefined)}
            onNodeClick={(_, node) => {
              onSelect(node.id);
              frame.current?.focus({ preventScroll: true });
            }}
            onNodeDoubleClick={(_, node) => {
              onSelect(node.id);
              if (reason === undefined) {
                props.onRenaming(true);
              }
            }}
            onEdgeClick={(_, { id: clicked }) => {
              const one = edges[drawn.findIndex((line) => line.id === clicked)];
              if (one !== undefined) {
                onSelect(one.from);
                onEdge(one);
                frame.current?.focus({ preventScroll: true });
              }
            }}
            onConnectEnd={(event, { fromNode }) => {
              const to = stateUnder(event);
              if (fromNode !== null && to !== undefined) {
                props.onConnect(fromNode.id, to);
              }
            }}
          />
        )}
        {line !== undefined && (
          <svg className="canvas-line" aria-hidden="true">
            <line {...line} />
          </svg>
        )}
      </div>
      <p className="canvas-keys" id={`${id}-keys`}>
        <kbd>↑</kbd> <kbd>↓</kbd> along the ways, <kbd>←</kbd> <kbd>→</kbd> beside, <kbd>F2</kbd> rename,{" "}
        <kbd>Insert</kbd> add, <kbd>Delete</kbd> delete. Drag from a state's lower edge to another to lead a
        way there; choose a way to drag its end.
      </p>
    </div>
  );
}

/** The boxes: one that has not changed stays the same object, so that only what changes is drawn anew. */
function useNodes(
  { graph, findings, selected, traffic, reason, renaming, onRename, onRenaming }: CanvasProps,
  places: { x: number; y: number }[],
  id: string,
): StateNode[] {
  const kept = useRef(new Map<string, StateNode>());
  const plain = useMemo(() => {
    const nodes = graph.nodes.map((node, index): StateNode => {
      const about = findings.get(node.id);
      const shown: Shown = {
        node,
        start: node.id === graph.start,
        findings: about === undefined ? undefined : { count: about.length, severity: worst(about) },
        traffic: tellTraffic(traffic, node.id),
        connectable: reason === undefined && node.verb !== "end",
        anchor: `${id}-${node.id}`,
      };
      const position = places[index]!;
      const before = kept.current.get(node.id);
      return before !== undefined && isAlike(before, shown, position)
        ? before
        : { id: node.id, type: "state", position, width: WIDTH, height: HEIGHT, data: shown };
    });
    kept.current = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  }, [graph, findings, traffic, reason, places, id]);
  return useMemo(
    () =>
      plain.map((node) =>
        node.id === selected
          ? {
              ...node,
              data: {
                ...node.data,
                selected: true,
                rename: renaming
                  ? { commit: (name: string) => onRename(node.id, name), cancel: () => onRenaming(false) }
                  : undefined,
              },
            }
          : node,
      ),
    [plain, selected, renaming, onRename, onRenaming],
  );
}

const isAlike = (node: StateNode, shown: Shown, { x, y }: { x: number; y: number }) =>
  node.position.x === x && node.position.y === y && JSON.stringify(node.data) === JSON.stringify(shown);

/** The state that a pointer is over. */
export function stateUnder(event: MouseEvent | TouchEvent): string | undefined {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  const under = point === undefined ? null : document.elementFromPoint(point.clientX, point.clientY);
  return under?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
}

const isSame = (a: GraphEdge, b: GraphEdge) =>
  a.from === b.from && a.to === b.to && a.kind === b.kind && a.label === b.label;

/** Until the layout is there, a way is a line. */
function straight(places: { x: number; y: number }[], graph: Graph, { from, to }: GraphEdge) {
  const at = (state: string) => places[graph.nodes.findIndex(({ id }) => id === state)] ?? { x: 0, y: 0 };
  const [a, b] = [at(from), at(to)];
  return [
    { x: a.x + WIDTH / 2, y: a.y + HEIGHT },
    { x: b.x + WIDTH / 2, y: b.y },
  ];
}
