import { useState } from "react";
import { drafts, type Covered, type TestOutcome, type TestOutcomes } from "../../api/drafts";
import { Code } from "../../parts/Value";

const COUNTED: [keyof TestOutcomes["coverage"], string][] = [
  ["states", "states"],
  ["transitions", "transitions"],
  ["members", "members of what is matched"],
  ["holds", "outcomes of holds"],
  ["risky_calls", "risky calls, approved and refused"],
];

/** The flow's tests, run on the text when somebody asks. */
export function TryTests({ flow, source }: { flow: string; source: string }) {
  const [ran, setRan] = useState<{ source: string; told: TestOutcomes }>();
  const [problem, setProblem] = useState<Error>();
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    setProblem(undefined);
    try {
      setRan({ source, told: await drafts.tests(flow, source) });
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <div className="row try-run">
        <button type="button" className="primary" disabled={busy} onClick={() => void run()}>
          {busy ? "Running…" : "Run the tests"}
        </button>
        <span role="status" className="calm">
          {busy
            ? "The tests run."
            : ran === undefined
              ? "No network, a clock of their own."
              : sentence(ran.told)}
        </span>
      </div>
      {problem !== undefined && (
        <div className="notice notice-bad" role="alert">
          <p>{problem.message}</p>
        </div>
      )}
      {ran !== undefined && (
        <div className={ran.source === source ? undefined : "context-stale"}>
          {ran.source !== source && <p className="calm">The text has changed since.</p>}
          <Outcomes told={ran.told} />
        </div>
      )}
    </div>
  );
}

const sentence = (told: TestOutcomes) =>
  told.tests.length === 0
    ? "This flow has no test that could be run."
    : `${told.passed} passed, ${told.failed} failed.${told.stopped === undefined ? "" : ` ${told.stopped}`}`;

function Outcomes({ told }: { told: TestOutcomes }) {
  return (
    <>
      {told.diagnostics.length > 0 && (
        <div className="notice notice-bad">
          <p>Tests that do not fit this text were not run:</p>
          <ul>
            {told.diagnostics.map((found, index) => (
              <li key={index}>
                {found.code} {found.message}{" "}
                <code>
                  {found.file}:{found.line}
                </code>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul className="try-tests">
        {[...told.tests]
          .sort((a, b) => Number(a.ok) - Number(b.ok))
          .map((test, index) => (
            <Test key={index} test={test} />
          ))}
      </ul>
      <h3>What the tests went through, and below it what not</h3>
      <dl className="try-coverage">
        {COUNTED.map(([kind, label]) => (
          <Coverage key={kind} label={label} covered={told.coverage[kind]} />
        ))}
      </dl>
    </>
  );
}

function Test({ test }: { test: TestOutcome }) {
  return (
    <li className={test.ok ? "try-passed" : "try-failed"}>
      <p>
        <b>{test.ok ? "✓ passed" : "✕ failed"}</b> {test.name}{" "}
        <span className="calm">
          {test.file}:{test.line}, {test.ms} ms
        </span>
      </p>
      {test.failures.map((failure, index) => (
        <div key={index} className="try-failure">
          <p>
            {failure.message}{" "}
            <span className="calm">
              {failure.file}:{failure.line}
            </span>
          </p>
          {failure.detail.length > 0 && <Code value={failure.detail.join("\n")} />}
          {(failure.expected !== undefined || failure.actual !== undefined) && (
            <div className="try-compared">
              <div>
                <h4>The test says</h4>
                <Code value={failure.expected ?? "nothing"} />
              </div>
              <div>
                <h4>It was</h4>
                <Code value={failure.actual ?? "nothing"} />
              </div>
            </div>
          )}
        </div>
      ))}
      {!test.ok && test.path.length > 0 && <p className="calm">Its way: {test.path.join(" → ")}</p>}
    </li>
  );
}

function Coverage({ label, covered }: { label: string; covered: Covered | undefined }) {
  if (covered === undefined || covered.total === 0) {
    return null;
  }
  const all = covered.covered === covered.total;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={all ? "try-all" : undefined}>
          {covered.covered} of {covered.total}
        </span>
        {!all && (
          <ul>
            {covered.missing.map((point) => (
              <li key={point.name}>
                {point.name} <span className="calm">line {point.line}</span>
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}
