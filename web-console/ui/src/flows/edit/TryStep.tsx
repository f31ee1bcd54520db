import { useState } from "react";
import { drafts, type StepTrial } from "../../api/drafts";
import { useFlow } from "../../api/queries";
import { useChoices } from "./choice";
import { DataChoice } from "./DataChoice";
import { DataText } from "./DataText";
import { dataOf, givenOf } from "./given";
import { kindsOf, replyOf, type Kind } from "./reply";
import { StepOutcome } from "./StepOutcome";

/** One step of the text, with sample data and, if wanted, what the other side says. */
export function TryStep({ flow, source, state }: { flow: string; source: string; state: string }) {
  const found = useFlow(flow);
  const choices = useChoices(flow, "own");
  const [chosen, setChosen] = useState<string>();
  const [own, setOwn] = useState<string>();
  const [kind, setKind] = useState<Kind>("none");
  const [written, setWritten] = useState<Partial<Record<Kind, string>>>({ fails: "timeout", value: "{}" });
  const [trial, setTrial] = useState<{ source: string; told: StepTrial }>();
  const [problem, setProblem] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const choice = chosen ?? choices.first ?? "own";
  const text = own ?? dataOf(Object.values(choices.samples)[0] ?? {});
  const given = givenOf(choice, text);
  const verb = trial?.told.verb ?? found.data?.graph?.nodes.find((node) => node.id === state)?.verb;
  const kinds = verb === undefined ? kindsOf("llm") : kindsOf(verb);
  const saying = written[kind] ?? "";
  const reply = replyOf(kind, saying);
  const misfit = "why" in reply ? reply.why : undefined;

  async function run() {
    if (given === undefined || "why" in reply) {
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      setTrial({ source, told: await drafts.step(flow, source, state, given, reply.reply) });
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="try-step">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <DataChoice choices={choices} id="try-data" choice={choice} onChoice={setChosen} />
        {choice === "own" ? (
          <DataText id="try-own" label="The run's data" text={text} onText={setOwn} />
        ) : (
          <button
            type="button"
            className="quiet try-edit"
            onClick={() => {
              const used = trial?.told.data;
              setOwn(
                choice.startsWith("sample:")
                  ? dataOf(choices.samples[choice.slice("sample:".length)])
                  : JSON.stringify(used ?? { input: {}, data: {} }, null, 2),
              );
              setChosen("own");
            }}
            disabled={choice.startsWith("run:") && trial === undefined}
          >
            Edit this data
          </button>
        )}
        {kinds.length > 1 && (
          <p className="try-choice">
            <label htmlFor="try-reply">The other side says</label>
            <select id="try-reply" value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
              {kinds.map((one) => (
                <option key={one.kind} value={one.kind}>
                  {one.label}
                </option>
              ))}
            </select>
          </p>
        )}
        {(kind === "text" || kind === "value" || kind === "fails") && (
          <div className="field">
            <label htmlFor="try-said">
              {kind === "text" ? "The reply" : kind === "value" ? "The result" : "The kind of failure"}
            </label>
            <textarea
              id="try-said"
              className="try-json"
              rows={kind === "fails" ? 1 : 4}
              spellCheck={false}
              value={saying}
              aria-invalid={misfit !== undefined}
              aria-describedby="try-said-problem"
              onChange={(event) => setWritten({ ...written, [kind]: event.target.value })}
            />
            <p id="try-said-problem" className="field-problem" role="status">
              {misfit}
            </p>
          </div>
        )}
        <div className="row try-run">
          <button
            type="submit"
            className="primary"
            disabled={busy || given === undefined || misfit !== undefined}
            title={given === undefined ? "The data is not JSON that can be read." : misfit}
          >
            {busy ? "Trying…" : `Try ${state}`}
          </button>
          <span className="calm">Nothing is called, sent or kept.</span>
        </div>
      </form>
      <div aria-live="polite">
        {problem !== undefined && (
          <div className="notice notice-bad">
            <p>{problem.message}</p>
          </div>
        )}
        {trial !== undefined && (
          <div className={problem === undefined && trial.source === source ? undefined : "context-stale"}>
            {trial.source !== source && <p className="calm">The text has changed since.</p>}
            <StepOutcome trial={trial.told} />
          </div>
        )}
      </div>
    </div>
  );
}
