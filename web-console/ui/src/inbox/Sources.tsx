import type { From, Source } from "../api/evidence";
import { Ago } from "../parts/Bits";
import { Odd } from "./read/Odd";

const KINDS: Record<From["kind"], string> = {
  input: "from the run's input, by",
  person: "written by",
  action: "from the action",
  model: "written by the model",
  event: "from the event",
  flow: "from the flow's file",
};

/** Where a value came from: who, in which state, when. */
export function Sources({ source, brief = false }: { source: Source | undefined; brief?: boolean }) {
  if (source === undefined) {
    return null;
  }
  if (source.from.length === 0) {
    return <p className="sources">words of the flow's file</p>;
  }
  return (
    <ul className="sources">
      {source.from.map((from) => (
        <li key={`${from.seq}${from.name ?? ""}`} className={`from from-${from.kind}`}>
          <span className="from-kind">{KINDS[from.kind]}</span>
          {from.who !== undefined && (
            <b>
              <Odd text={from.who} />
            </b>
          )}
          {from.state !== undefined && (
            <span>
              in <code>{from.state}</code>
              {from.visit > 1 && `, visit ${from.visit}`}
            </span>
          )}
          {!brief && <Ago at={from.at} />}
        </li>
      ))}
    </ul>
  );
}

/** A value that is a model's words, marked as such beside it. */
export function ByModel({ source, children }: { source: Source | undefined; children: React.ReactNode }) {
  return source?.model === true ? (
    <div className="by-model">
      <span className="by-model-mark">a model's words</span>
      {children}
    </div>
  ) : (
    children
  );
}
