import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Graph, GraphEdge } from "../../api/views";
import { Loading } from "../../parts/Bits";
import { AddState } from "./canvas/AddState";
import { Canvas } from "./canvas/Canvas";
import { DeleteState } from "./canvas/DeleteState";
import "./canvas/editor.css";
import { findingsByState, stateNames, wayOf } from "./canvas/graph";
import { Inspector } from "./canvas/Inspector";
import type { Operation } from "./ops/carryOut";
import { useDesk } from "./ops/desk";
import { at, field, type Value } from "./ops/value";
import { find, type Way } from "./ops/ways";
import type { Finding, TextEdit, Traffic } from "./types";

export interface DiagramEditorProps {
  /** The text as it stands. */
  source: string;
  /** The last graph that the server made of a text that could be read. */
  graph: Graph | undefined;
  /** The text cannot be read just now: the graph is older than it. */
  stale: boolean;
  findings: Finding[];
  selected: string | undefined;
  onSelect: (state: string | undefined) => void;
  /** One gesture, one transaction: the edits do not overlap and count from the text as it stands. */
  onEdit: (edits: TextEdit[], label: string) => void;
  readOnly: boolean;
  traffic?: Traffic | undefined;
  /** Why nothing can be changed, in a sentence. */
  readOnlyReason?: string | undefined;
}

/** Carries a gesture out; whether it was. */
export type Do = (operation: Operation, label: string, then?: string) => Promise<boolean>;

/** A flow drawn, to be changed where it is seen. The text stays the only state: each gesture is one change of it. */
export default function DiagramEditor(props: DiagramEditorProps) {
  const { source, graph, stale, findings, selected, readOnly, traffic } = props;
  const desk = useDesk(source);
  const [told, setTold] = useState<{ text: string; bad: boolean }>();
  const [renaming, setRenaming] = useState(false);
  const [adding, setAdding] = useState<"below" | { outcome: true }>();
  const [deleting, setDeleting] = useState(false);
  const [toward, setToward] = useState<string>();
  const [edge, setEdge] = useState<GraphEdge>();
  const frame = useRef<HTMLDivElement>(null);

  const { outline, carryOut } = desk;
  const reason = readOnly
    ? (props.readOnlyReason ?? "You may look at this flow, not change it.")
    : desk.refused !== undefined || stale
      ? (desk.refused ?? "The text cannot be read just now; mend it first.")
      : outline === undefined
        ? "The flow is being read."
        : undefined;
  const byState = useMemo(() => findingsByState(findings, outline?.lines ?? {}), [findings, outline]);

  // Whatever the page hands down anew each time, what the picture is given stays the same: it is drawn only when it changes.
  const now = useRef({ props, reason, outline });
  now.current = { props, reason, outline };
  const act = useCallback<Do>(
    async (operation, label, then) => {
      const { reason: why } = now.current;
      if (why !== undefined) {
        setTold({ text: plainly(why), bad: true });
        return false;
      }
      const outcome = await carryOut(operation);
      if (!outcome.done) {
        const places = outcome.places.length === 0 ? "" : ` ${outcome.places.join("; ")}.`;
        setTold({ text: plainly(outcome.reason + places), bad: true });
        return false;
      }
      now.current.props.onEdit(outcome.edits, label);
      setTold({ text: `${label}.`, bad: false });
      if (then !== undefined) {
        now.current.props.onSelect(then);
      }
      return true;
    },
    [carryOut],
  );
  const select = useCallback((state: string | undefined) => {
    setRenaming(false);
    setToward(undefined);
    setEdge(undefined);
    now.current.props.onSelect(state);
  }, []);
  const rename = useCallback(
    (state: string, name: string) => {
      setRenaming(false);
      if (name !== state && name !== "") {
        void act({ op: "renameState", state, name }, `Renamed ${state} to ${name}`, name);
      }
      frame.current?.querySelector<HTMLElement>(".canvas-frame")?.focus({ preventScroll: true });
    },
    [act],
  );
  const connect = useCallback(
    (from: string, to: string) => {
      select(from);
      const { flow } = now.current.outline ?? {};
      if (flow !== undefined && stateNames(flow).includes(from) && isLoose(flow, from)) {
        void act({ op: "addWay", state: from, form: { kind: "next" }, to }, `${from} goes on to ${to}`);
      } else {
        setToward(to);
      }
    },
    [act, select],
  );
  const retarget = useCallback(
    (way: Way, to: string) => {
      void act({ op: "retarget", way, to }, `Led a way to ${to}`);
    },
    [act],
  );

  const way = useMemo(
    () => (edge === undefined || outline === undefined ? undefined : wayOf(outline.flow, edge)),
    [edge, outline],
  );

  if (graph === undefined) {
    return (
      <div className="editor-empty">
        {desk.refused === undefined ? (
          <Loading what="the diagram" />
        ) : (
          <p className="calm">There is no diagram yet: {plainly(desk.refused)}</p>
        )}
      </div>
    );
  }
  const known =
    outline !== undefined && selected !== undefined && stateNames(outline.flow).includes(selected);
  return (
    <div className="editor" ref={frame}>
      <div className="editor-parts">
        <ReactFlowProvider>
          <Canvas
            graph={graph}
            stale={stale || desk.refused !== undefined}
            staleWhy={desk.refused === undefined ? undefined : plainly(desk.refused)}
            findings={byState}
            selected={selected}
            onSelect={select}
            edge={edge}
            way={way}
            onEdge={setEdge}
            traffic={traffic}
            reason={reason}
            renaming={renaming}
            onRenaming={setRenaming}
            onRename={rename}
            onConnect={connect}
            onRetarget={retarget}
            onAdd={() => setAdding("below")}
            onDelete={() => {
              if (way !== undefined && way.kind !== "start") {
                void act({ op: "removeWay", way }, "Took a way away");
                setEdge(undefined);
              } else if (known) {
                setDeleting(true);
              }
            }}
          />
        </ReactFlowProvider>
        <p className={told?.bad === true ? "editor-told editor-told-bad" : "editor-told"} role="status">
          {told?.text}
        </p>
        {outline !== undefined && (
          <Inspector
            key={selected ?? ""}
            flow={outline.flow}
            state={known ? selected : undefined}
            findings={known ? (byState.get(selected) ?? []) : []}
            reason={reason}
            toward={toward}
            edge={way === undefined ? undefined : find(outline.flow, way)?.path}
            act={act}
            onSelect={select}
            onRename={(name) => selected !== undefined && rename(selected, name)}
            onAdd={() => setAdding("below")}
            onAddFrom={() => setAdding({ outcome: true })}
            onDelete={() => setDeleting(true)}
          />
        )}
      </div>
      {adding !== undefined && outline !== undefined && (
        <AddState
          flow={outline.flow}
          selected={known ? selected : undefined}
          outcome={adding !== "below"}
          act={act}
          onClose={() => setAdding(undefined)}
        />
      )}
      {deleting && outline !== undefined && known && (
        <DeleteState
          flow={outline.flow}
          state={selected}
          act={act}
          onGone={() => select(undefined)}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}

/** Words of the language stand between backticks in a sentence; the page sets them as they are. */
const plainly = (text: string) => text.replaceAll("`", "");

/** Whether nothing follows a state yet. */
function isLoose(flow: Value, state: string): boolean {
  const fields = at(flow, ["states", state]);
  return field(fields, "next") === undefined && field(fields, "end") === undefined;
}
