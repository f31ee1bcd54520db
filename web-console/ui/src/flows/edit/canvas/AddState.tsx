import { useState, type ReactNode } from "react";
import { saidVerb } from "../../../diagram/verbs";
import { Dialog } from "../../../parts/Dialog";
import type { Do } from "../DiagramEditor";
import type { Does } from "../ops/addState";
import { at, field, type Value } from "../ops/value";
import { keyOfWay, waysFrom } from "../ops/ways";
import { stateNames } from "./graph";
import { namesOf } from "./Inspector";
import { OUTCOMES } from "./Ways";

const VERBS: Does["verb"][] = [
  ...(["call", "llm", "ask", "wait", "set", "flow"] as const),
  ...(["branch", "parallel", "each", "end"] as const),
];

/** What each verb cannot do without; the rest is said in the inspector, and asked for by the checker. */
const NEEDS: Record<
  Does["verb"],
  [key: string, label: string, first: string, like?: "action" | "model" | "data"][]
> = {
  call: [["action", "Action", "", "action"]],
  llm: [
    ["model", "Model", "", "model"],
    ["prompt", "Prompt", ""],
  ],
  ask: [
    ["title", "Question", ""],
    ["by", "Who may answer, people or groups", ""],
    ["within", "Answer within", "24h"],
  ],
  wait: [["for", "For", "1h"]],
  set: [
    ["name", "Name of data", "", "data"],
    ["value", "Value", ""],
  ],
  flow: [["flow", "Flow", ""]],
  branch: [],
  parallel: [
    ["first", "One action", "", "action"],
    ["second", "The other", "", "action"],
  ],
  each: [
    ["item", "Name of an item", "item"],
    ["in", "List", ""],
    ["action", "Action for each", "", "action"],
  ],
  end: [["status", "Ends as", "succeeded"]],
};

/** Asks what a new state is to do, and what leads to it. */
export function AddState({
  flow,
  selected,
  outcome,
  act,
  onClose,
}: {
  flow: Value;
  selected: string | undefined;
  /** Whether it is meant for an outcome of the selected state. */
  outcome: boolean;
  act: Do;
  onClose: () => void;
}) {
  const states = stateNames(flow);
  const names = namesOf(flow);
  const [verb, setVerb] = useState<Does["verb"]>("call");
  const [name, setName] = useState("");
  const [words, setWords] = useState<Record<string, string>>({});
  const live = selected !== undefined && field(at(flow, ["states", selected]), "end") === undefined;
  const ways = live ? waysFrom(selected, at(flow, ["states", selected])!) : [];
  const [from, setFrom] = useState(
    outcome && live ? "outcome" : ways[0] === undefined ? "none" : keyOfWay(ways[0].way),
  );
  const [after, setAfter] = useState("failed");
  const [next, setNext] = useState(states.at(-1) ?? "");
  const way = ways.find((one) => keyOfWay(one.way) === from)?.way;
  const said = (key: string, first: string) => (words[key] ?? first).trim();
  const needed = NEEDS[verb];
  const lacks = name.trim() === "" || needed.some(([key, , first]) => said(key, first) === "");
  const submit = async () => {
    const does = doesOf(verb, (key) => said(key, needed.find(([one]) => one === key)?.[2] ?? ""));
    const leading =
      way !== undefined ? { way } : from === "outcome" ? { outcome: after, state: selected } : undefined;
    const done = await act(
      { op: "addState", name: name.trim(), does, after: selected, from: leading, next },
      `Added ${name.trim()}`,
      name.trim(),
    );
    if (done) {
      onClose();
    }
  };
  return (
    <Dialog
      title={selected === undefined ? "Add a state" : `Add a state after ${selected}`}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Row id="add-name" label="Name">
          <input
            id="add-name"
            value={name}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Row>
        <Row id="add-verb" label="What it does">
          <select
            id="add-verb"
            value={verb}
            onChange={(event) => setVerb(event.target.value as Does["verb"])}
          >
            {VERBS.map((one) => (
              <option key={one} value={one}>
                {one === "branch" ? "decides only" : `${one}: ${saidVerb(one)}`}
              </option>
            ))}
          </select>
        </Row>
        {needed.map(([key, label, first, like]) => (
          <Row key={`${verb}-${key}`} id={`add-does-${key}`} label={label}>
            {key === "status" ? (
              <select
                id={`add-does-${key}`}
                value={words[key] ?? first}
                onChange={(event) => setWords({ ...words, [key]: event.target.value })}
              >
                {["succeeded", "failed", "cancelled"].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            ) : key === "prompt" ? (
              <textarea
                id={`add-does-${key}`}
                rows={3}
                value={words[key] ?? first}
                onChange={(event) => setWords({ ...words, [key]: event.target.value })}
              />
            ) : (
              <>
                <input
                  id={`add-does-${key}`}
                  value={words[key] ?? first}
                  list={like === undefined ? undefined : `add-does-${key}-names`}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={(event) => setWords({ ...words, [key]: event.target.value })}
                />
                {like !== undefined && (
                  <datalist id={`add-does-${key}-names`}>
                    {names[like].map((one) => (
                      <option key={one} value={one} />
                    ))}
                  </datalist>
                )}
              </>
            )}
          </Row>
        ))}
        <Row id="add-from" label="What leads to it">
          <select id="add-from" value={from} onChange={(event) => setFrom(event.target.value)}>
            {ways.map((one) => (
              <option key={keyOfWay(one.way)} value={keyOfWay(one.way)}>
                {one.label === "" ? "next" : one.label} of {selected}, before {one.to}
              </option>
            ))}
            {live && <option value="outcome">another outcome of {selected}</option>}
            <option value="none">nothing yet</option>
          </select>
        </Row>
        {from === "outcome" && (
          <Row id="add-outcome" label="Outcome">
            <input
              id="add-outcome"
              value={after}
              list="add-outcomes"
              autoComplete="off"
              onChange={(event) => setAfter(event.target.value)}
            />
            <datalist id="add-outcomes">
              {OUTCOMES.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </Row>
        )}
        {way === undefined && verb !== "end" && (
          <Row id="add-next" label="Where it goes on">
            <select id="add-next" value={next} onChange={(event) => setNext(event.target.value)}>
              {states.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </Row>
        )}
        <div className="actions">
          <button type="submit" className="primary" disabled={lacks}>
            Add it
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            Leave it
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Row({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

function doesOf(verb: Does["verb"], said: (key: string) => string): Does {
  switch (verb) {
    case "call":
      return { verb, action: said("action") };
    case "llm":
      return { verb, model: said("model"), prompt: said("prompt") };
    case "ask":
      return { verb, title: said("title"), by: said("by"), within: said("within") };
    case "wait":
      return { verb, for: said("for") };
    case "set":
      return { verb, name: said("name"), value: said("value") };
    case "flow":
      return { verb, flow: said("flow") };
    case "branch":
      return { verb };
    case "parallel":
      return { verb, actions: [said("first"), said("second")] };
    case "each":
      return { verb, item: said("item"), in: said("in"), action: said("action") };
    case "end":
      return { verb, status: said("status") as "succeeded" };
  }
}
