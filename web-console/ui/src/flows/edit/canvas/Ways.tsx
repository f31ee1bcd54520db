import { useEffect, useRef, useState } from "react";
import type { Do } from "../DiagramEditor";
import type { AddWay } from "../ops/addWay";
import { at, field, isFields, type Path, type Value } from "../ops/value";
import { keyOfWay, waysFrom, waysOf, type Found } from "../ops/ways";
import { stateNames } from "./graph";
import { Names } from "./Names";

interface WaysProps {
  flow: Value;
  state: string | undefined;
  reason: string | undefined;
  toward: string | undefined;
  edge: Path | undefined;
  act: Do;
}

/** Where a state goes on, each way with its target to choose; for the flow its start and its own ways out. */
export function Ways({ flow, state, reason, toward, edge, act }: WaysProps) {
  const ways =
    state === undefined
      ? waysOf(flow).filter(({ way }) => way.kind === "start" || way.kind === "default")
      : waysFrom(state, at(flow, ["states", state]) ?? null);
  const states = stateNames(flow);
  return (
    <fieldset className="inspector-ways">
      <legend>{state === undefined ? "Start, and ways for every state" : "Ways out"}</legend>
      {ways.length === 0 && <p className="calm">None yet.</p>}
      <ul>
        {ways.map((found) => (
          <li
            key={keyOfWay(found.way)}
            className={edge?.join("/") === found.path.join("/") ? "way-row way-row-chosen" : "way-row"}
          >
            <span className="way-when" title={found.label}>
              {said(found)}
            </span>
            <select
              aria-label={`${said(found)} leads to`}
              value={found.to}
              disabled={reason !== undefined}
              title={reason}
              onChange={(event) =>
                void act(
                  { op: "retarget", way: found.way, to: event.target.value },
                  `${said(found)} leads to ${event.target.value}`,
                )
              }
            >
              {!states.includes(found.to) && <option value={found.to}>{found.to} (is not there)</option>}
              <Names names={states} />
            </select>
            {found.way.kind !== "start" && (
              <button
                type="button"
                className="quiet"
                aria-label={`Take the way away: ${said(found)}`}
                disabled={reason !== undefined}
                title={reason}
                onClick={() =>
                  void act({ op: "removeWay", way: found.way }, `Took a way away: ${said(found)}`)
                }
              >
                ✕
              </button>
            )}
          </li>
        ))}
      </ul>
      <NewWay flow={flow} state={state} states={states} reason={reason} toward={toward} act={act} />
    </fieldset>
  );
}

function said({ way, label }: Found): string {
  switch (way.kind) {
    case "start":
      return "start";
    case "next":
      return "next";
    case "branch":
      return label === "else" ? "else" : `when ${label}`;
    case "case":
      return `case ${way.value}`;
    case "else":
      return "else";
    case "otherwise":
    case "default":
      return `otherwise ${way.outcome}`;
  }
}

type Kind = AddWay["form"]["kind"];

const KINDS: Record<Kind, string> = {
  next: "next",
  when: "when a condition holds",
  case: "for a case",
  else: "for every other case",
  otherwise: "after an outcome",
};

export const OUTCOMES = [
  ...["failed", "timeout", "invalid", "overflow", "rejected", "expired", "exhausted", "limit", "unknown"],
  ...[
    "connection",
    "value",
    "refused",
    "cut_off",
    "empty",
    "context_length",
    "flow.failed",
    "flow.cancelled",
  ],
];

/** Which forms a way may have that a state does not have yet. */
function kindsFor(flow: Value, state: string | undefined): Kind[] {
  if (state === undefined) {
    return ["otherwise"];
  }
  const next = at(flow, ["states", state, "next"]);
  if (next === undefined) {
    return ["next", "otherwise"];
  }
  if (isFields(next)) {
    return ["case", ...(field(next, "else") === undefined ? (["else"] as const) : []), "otherwise"];
  }
  return ["when", "otherwise"];
}

function NewWay(props: Omit<WaysProps, "edge"> & { states: string[] }) {
  const { flow, state, states, reason, toward, act } = props;
  const kinds = kindsFor(flow, state);
  const [chosen, setKind] = useState<Kind>();
  const [said, setSaid] = useState("");
  const [target, setTo] = useState<string>();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (toward !== undefined) {
      setTo(toward);
      first.current?.focus();
    }
  }, [toward]);
  const kind = chosen !== undefined && kinds.includes(chosen) ? chosen : kinds[0]!;
  const to = target !== undefined && states.includes(target) ? target : (states[0] ?? "");
  const needsWords = kind === "when" || kind === "case" || kind === "otherwise";
  const add = async () => {
    if (await act({ op: "addWay", state, form: formOf(kind, said.trim()), to }, `Added a way to ${to}`)) {
      setSaid("");
      setTo(undefined);
    }
  };
  return (
    <form
      className={toward === undefined ? "new-way" : "new-way new-way-asked"}
      aria-label="Add a way"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {toward !== undefined && (
        <p className="calm">
          When does {state} lead to {toward}?
        </p>
      )}
      <select
        ref={first}
        aria-label="When it is taken"
        value={kind}
        disabled={reason !== undefined}
        onChange={(event) => setKind(event.target.value as Kind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {KINDS[one]}
          </option>
        ))}
      </select>
      {needsWords && (
        <input
          aria-label={kind === "when" ? "Condition" : kind === "case" ? "Value" : "Outcome"}
          placeholder={kind === "when" ? "amount > 500" : kind === "case" ? "a value" : "failed"}
          list={kind === "otherwise" ? "outcomes" : undefined}
          value={said}
          disabled={reason !== undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setSaid(event.target.value)}
        />
      )}
      {kind === "otherwise" && (
        <datalist id="outcomes">
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome} />
          ))}
        </datalist>
      )}
      <select
        aria-label="Where it leads"
        value={to}
        disabled={reason !== undefined}
        onChange={(event) => setTo(event.target.value)}
      >
        <Names names={states} />
      </select>
      <button
        type="submit"
        className="quiet"
        disabled={reason !== undefined || (needsWords && said.trim() === "")}
        title={reason}
      >
        Add the way
      </button>
    </form>
  );
}

function formOf(kind: Kind, said: string): AddWay["form"] {
  switch (kind) {
    case "next":
    case "else":
      return { kind };
    case "when":
      return { kind, when: said };
    case "case":
      return { kind, value: said };
    case "otherwise":
      return { kind, outcome: said };
  }
}
