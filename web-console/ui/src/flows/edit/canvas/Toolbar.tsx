import { useReactFlow } from "@xyflow/react";
import { useId } from "react";
import { Names } from "./Names";

export interface ToolbarProps {
  states: string[];
  selected: string | undefined;
  hasWay: boolean;
  reason: string | undefined;
  onSelect: (state: string | undefined) => void;
  onAdd: () => void;
  onRename: () => void;
  onDelete: () => void;
  /** Whether the flow's own ways are shown; undefined where it has none. */
  all: boolean | undefined;
  onAll: (all: boolean) => void;
}

export function Toolbar(props: ToolbarProps) {
  const { states, selected, reason, hasWay } = props;
  const canvas = useReactFlow();
  const id = useId();
  const off = reason !== undefined;
  const noState = off || selected === undefined;
  return (
    <div className="canvas-tools" role="toolbar" aria-label="Diagram">
      <label className="canvas-find" htmlFor={id}>
        State
      </label>
      <select
        id={id}
        className="canvas-states"
        value={selected !== undefined && states.includes(selected) ? selected : ""}
        onChange={(event) => props.onSelect(event.target.value === "" ? undefined : event.target.value)}
      >
        <option value="">the flow itself</option>
        <Names names={states} />
      </select>
      <button type="button" className="quiet" disabled={off} title={reason} onClick={props.onAdd}>
        Add a state
      </button>
      <button type="button" className="quiet" disabled={noState} title={reason} onClick={props.onRename}>
        Rename
      </button>
      <button
        type="button"
        className="quiet"
        disabled={noState && !(hasWay && !off)}
        title={reason}
        onClick={props.onDelete}
      >
        {hasWay ? "Delete the way" : "Delete"}
      </button>
      <span className="canvas-zoom">
        <button type="button" className="quiet" aria-label="Zoom out" onClick={() => void canvas.zoomOut()}>
          −
        </button>
        <button type="button" className="quiet" aria-label="Zoom in" onClick={() => void canvas.zoomIn()}>
          +
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => void canvas.fitView({ padding: 0.06, maxZoom: 1 })}
        >
          Fit
        </button>
      </span>
      {props.all !== undefined && (
        <label className="canvas-all">
          <input
            type="checkbox"
            checked={props.all}
            onChange={(event) => props.onAll(event.target.checked)}
          />{" "}
          the flow's own ways
        </label>
      )}
    </div>
  );
}
