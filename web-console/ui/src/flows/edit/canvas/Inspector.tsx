import type { Do } from "../DiagramEditor";
import { at, field, type Path, type Value } from "../ops/value";
import type { Finding } from "../types";
import { Field } from "./Field";
import { offeredFor, offeredForFlow, shown, verbOf } from "./fields";
import { stateNames, used } from "./graph";
import { Ways } from "./Ways";
import { saidVerb, VerbPicture } from "../../../diagram/verbs";

export interface InspectorProps {
  flow: Value;
  /** The flow itself when no state is chosen. */
  state: string | undefined;
  findings: Finding[];
  reason: string | undefined;
  /** A state that a way was drawn to, which still needs to be said when it is taken. */
  toward: string | undefined;
  /** The chosen way, by where its target stands. */
  edge: Path | undefined;
  act: Do;
  onSelect: (state: string | undefined) => void;
  onRename: (name: string) => void;
  onAdd: () => void;
  onAddFrom: () => void;
  onDelete: () => void;
}

/** Everything that can be done in the picture, as fields and buttons: for a state, or for the flow itself. */
export function Inspector(props: InspectorProps) {
  const { flow, state, findings, reason, act } = props;
  const fields = state === undefined ? undefined : at(flow, ["states", state]);
  const offered = state === undefined || fields === undefined ? offeredForFlow() : offeredFor(state, fields);
  const verb = state === undefined ? "flow" : verbOf(fields);
  const names = namesOf(flow);
  return (
    <section className="inspector" aria-label={state === undefined ? "The flow" : `State ${state}`}>
      <header className="inspector-head">
        {state === undefined ? (
          <h2>The flow</h2>
        ) : (
          <h2>
            <VerbPicture verb={verb} /> {state} <span className="quiet-text">{saidVerb(verb)}</span>
          </h2>
        )}
        {reason !== undefined && <p className="calm">{reason.replaceAll("`", "")}</p>}
      </header>
      {findings.length > 0 && (
        <ul className="inspector-findings">
          {findings.map((finding, index) => (
            <li key={index} className={`finding finding-${finding.severity}`}>
              <b>
                {finding.severity} {finding.code}
              </b>{" "}
              {finding.message}
            </li>
          ))}
        </ul>
      )}
      {verb !== "end" && (
        <Ways flow={flow} state={state} reason={reason} toward={props.toward} edge={props.edge} act={act} />
      )}
      <div className="inspector-fields">
        {state !== undefined && (
          <Field
            label="Name"
            value={state}
            as="line"
            reason={reason}
            commit={async (text) => {
              if (text.trim() === "") {
                return false;
              }
              props.onRename(text.trim());
              return true;
            }}
          />
        )}
        {offered.map((one) => (
          <Field
            key={one.path.join("/")}
            {...one}
            value={shown(flow, one.path)}
            options={one.like === undefined ? undefined : names[one.like]}
            reason={reason}
            offered={one}
            commit={(_, value) =>
              act(
                { op: "setScalar", path: one.path, value },
                value === undefined
                  ? `Took ${one.label.toLowerCase()} away`
                  : `Set ${one.label.toLowerCase()}`,
              )
            }
          />
        ))}
      </div>
      <div className="actions inspector-actions">
        <button
          type="button"
          className="quiet"
          disabled={reason !== undefined}
          title={reason}
          onClick={props.onAdd}
        >
          {state === undefined ? "Add a state" : "Add a state after it"}
        </button>
        {state !== undefined && verb !== "end" && (
          <button
            type="button"
            className="quiet"
            disabled={reason !== undefined}
            title={reason}
            onClick={props.onAddFrom}
          >
            Add a state for an outcome
          </button>
        )}
        {state !== undefined && (
          <button
            type="button"
            className="danger"
            disabled={reason !== undefined}
            title={reason}
            onClick={props.onDelete}
          >
            Delete {state}
          </button>
        )}
      </div>
    </section>
  );
}

export function namesOf(flow: Value): Record<"action" | "model" | "data" | "flow" | "state", string[]> {
  const keys = (name: string) => Object.keys((field(flow, name) as object | undefined) ?? {});
  return {
    action: [...new Set([...keys("actions"), ...used(flow, "call")])],
    model: used(flow, "model"),
    data: keys("data"),
    flow: used(flow, "flow"),
    state: stateNames(flow),
  };
}
