import { useState } from "react";
import { Dialog } from "../../../parts/Dialog";
import type { Do } from "../DiagramEditor";
import { referencesTo, tell } from "../ops/references";
import type { Value } from "../ops/value";
import { find } from "../ops/ways";
import { stateNames } from "./graph";

/** Asks before a state goes: what leads to it is listed, and led elsewhere with it. */
export function DeleteState({
  flow,
  state,
  act,
  onGone,
  onClose,
}: {
  flow: Value;
  state: string;
  act: Do;
  onGone: () => void;
  onClose: () => void;
}) {
  const references = referencesTo(flow, state);
  const told = tell(references, state);
  const others = stateNames(flow).filter((name) => name !== state);
  const on = find(flow, { kind: "next", state })?.to;
  const [to, setTo] = useState(on !== undefined && on !== state ? on : (others[0] ?? ""));
  const leads = references.ways.some(({ path }) => !(path[0] === "states" && path[1] === state));
  return (
    <Dialog title={`Delete ${state}?`} onClose={onClose}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const operation = { op: "deleteState", state, to: told.length === 0 ? undefined : to } as const;
          if (await act(operation, `Deleted ${state}`)) {
            onGone();
          }
          onClose();
        }}
      >
        <p>The state goes with the comments that belong to it. Undo brings both back as they were.</p>
        {told.length > 0 && (
          <>
            <p className="dialog-part">What names it:</p>
            <ul className="dialog-list">
              {told.map((one, index) => (
                <li key={index}>{one.replaceAll("`", "")}</li>
              ))}
            </ul>
          </>
        )}
        {leads && (
          <div className="field">
            <label htmlFor="delete-to">They lead to</label>
            <select id="delete-to" value={to} onChange={(event) => setTo(event.target.value)}>
              {others.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        )}
        <div className="actions">
          <button type="submit" className="danger">
            Delete {state}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            Keep it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
