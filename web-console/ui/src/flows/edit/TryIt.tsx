import { useState } from "react";
import { Link, reviewPath } from "../../router";
import { handOver } from "../review/handed";
import { TryStep } from "./TryStep";
import { TryTests } from "./TryTests";
import "./try.css";

/** Runs the flow's tests, or one step with sample data, on the text as it stands. */
export default function TryIt({
  flow,
  source,
  state,
}: {
  flow: string;
  source: string;
  state: string | undefined;
}) {
  const [view, setView] = useState<"tests" | "step">("step");
  const button = (name: "tests" | "step", label: string) => (
    <button type="button" aria-pressed={view === name} onClick={() => setView(name)}>
      {label}
    </button>
  );
  return (
    <section className="try" aria-label="Try it">
      <div className="try-head">
        <div className="tabs" role="group" aria-label="What to try">
          {button("step", "One step")}
          {button("tests", "The tests")}
        </div>
        <Link href={`${reviewPath(flow)}?to=text`} onClick={() => handOver(flow, source)}>
          Review this text against the file
        </Link>
      </div>
      {view === "tests" ? (
        <TryTests flow={flow} source={source} />
      ) : state === undefined ? (
        <p className="calm">
          Put the cursor into a state, or choose one in the diagram: then that step can be tried with sample
          data. Nothing is called, sent or kept.
        </p>
      ) : (
        <TryStep key={state} flow={flow} source={source} state={state} />
      )}
    </section>
  );
}
