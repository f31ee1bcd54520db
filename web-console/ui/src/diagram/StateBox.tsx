import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import type { GraphNode } from "../api/views";
import { saidVerb, VerbPicture } from "./verbs";

/** What is shown of a state besides what it is. */
export interface Shown {
  node: GraphNode;
  start: boolean;
  /** Of a run: how often it came here, and how it stands when it is here now. */
  visits?: number;
  mark?: string;
  /** What a review says of it: `added`, `removed`, `changed`. */
  word?: string | undefined;
  selected?: boolean;
  findings?: { count: number; severity: "error" | "warning" | "info" };
  /** What the last runs did here, in few words each. */
  traffic?: string[];
  connectable?: boolean;
  /** In the editor: its id in the page, for `aria-activedescendant`. */
  anchor?: string;
  rename?: { commit: (name: string) => void; cancel: () => void };
  [key: string]: unknown;
}

export type StateNode = Node<Shown, "state">;

const SIGNS = { error: "✕", warning: "▲", info: "i" };
const MARKS: Record<string, string> = {
  working: "working",
  waiting: "waiting",
  stuck: "stuck",
  over: "ended here",
};

export const StateBox = memo(function StateBox({ data }: NodeProps<StateNode>) {
  const { node, start, mark, findings, rename, traffic } = data;
  const visits = data.visits ?? 0;
  const classes = [
    "state",
    `state-${node.verb}`,
    visits > 0 && "state-visited",
    mark !== undefined && `state-${mark}`,
    data.word !== undefined && `state-${data.word}`,
    node.holds && "state-holds",
    data.selected === true && "state-selected",
    node.verb === "end" && `state-end-${node.detail}`,
  ];
  return (
    <div
      className={classes.filter(Boolean).join(" ")}
      id={data.anchor}
      role={data.anchor === undefined || rename !== undefined ? undefined : "button"}
      aria-pressed={data.anchor === undefined || rename !== undefined ? undefined : data.selected === true}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <VerbPicture verb={node.verb} />
      <div className="state-words">
        {rename === undefined ? (
          <p className="state-name">
            <span>{node.id}</span>
            {start && <span className="state-start">start</span>}
            {visits > 1 && <span className="state-visits">×{visits}</span>}
            {data.word !== undefined && <span className="state-word">{data.word}</span>}
          </p>
        ) : (
          <Rename name={node.id} {...rename} />
        )}
        <p className="state-detail">
          {node.holds && node.verb !== "ask" && <span className="state-hold">‖ holds </span>}
          {mark !== undefined && <span className="state-mark">{MARKS[mark]} </span>}
          {saidVerb(node.verb)}
          {node.detail !== "" && ` ${node.detail}`}
        </p>
      </div>
      {findings !== undefined && (
        <span className={`state-findings state-findings-${findings.severity}`}>
          <span aria-hidden="true">{SIGNS[findings.severity]}</span> {findings.count}
          <span className="unseen">
            {" "}
            {findings.severity}
            {findings.count === 1 ? "" : "s"}
          </span>
        </span>
      )}
      {traffic !== undefined && traffic.length > 0 && (
        <span className="state-traffic">
          {traffic.map((word) => (
            <span key={word}>{word}</span>
          ))}
        </span>
      )}
      <Handle
        type="source"
        position={Position.Bottom}
        isConnectable={data.connectable === true}
        className={data.connectable === true ? "state-port" : undefined}
      />
    </div>
  );
});

function Rename({
  name,
  commit,
  cancel,
}: {
  name: string;
  commit: (name: string) => void;
  cancel: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, []);
  return (
    <input
      ref={input}
      className="state-rename nodrag nopan"
      defaultValue={name}
      aria-label={`New name of ${name}`}
      spellCheck={false}
      onBlur={(event) => commit(event.target.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") {
          event.preventDefault();
          event.currentTarget.blur();
        } else if (event.key === "Escape") {
          event.preventDefault();
          event.currentTarget.value = name;
          cancel();
        }
      }}
    />
  );
}

/** A state in words, for who hears the diagram. */
export function describe({ node, start, visits, mark, word, selected, findings, traffic }: Shown): string {
  const parts = [node.id, `${saidVerb(node.verb)} ${node.detail}`.trim()];
  if (start) {
    parts.push("the start");
  }
  if (node.holds) {
    parts.push("may wait for a person");
  }
  if (visits !== undefined && visits > 0) {
    parts.push(visits === 1 ? "visited" : `visited ${visits} times`);
  }
  if (mark !== undefined) {
    parts.push(`the run is here, ${mark}`);
  }
  if (word !== undefined) {
    parts.push(word);
  }
  if (selected === true) {
    parts.push("selected");
  }
  if (findings !== undefined) {
    parts.push(`${findings.count} ${findings.severity}${findings.count === 1 ? "" : "s"}`);
  }
  return [...parts, ...(traffic ?? [])].join(", ");
}
