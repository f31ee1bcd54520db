import type { Call, Question, StepTrial } from "../../api/drafts";
import type { Hold } from "../../api/views";
import { Code, Pairs, Value } from "../../parts/Value";
import { MessageList } from "./MessageList";

/** What came of a step on trial. */
export function StepOutcome({ trial }: { trial: StepTrial }) {
  return (
    <div className="try-outcome">
      <p className="try-verdict">
        <b>{trial.state}</b> {verdict(trial)}
      </p>
      {trial.route !== undefined && (
        <p className="notice">
          {trial.route.outcome}
          {trial.route.kind !== trial.route.outcome && ` (${trial.route.kind})`}: {trial.route.message}
        </p>
      )}
      {trial.problems.length > 0 && (
        <div className="notice">
          {trial.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      {Object.keys(trial.writes).length > 0 && (
        <>
          <h3>It writes</h3>
          <Pairs value={trial.writes} />
        </>
      )}
      {trial.end !== undefined && (trial.end.output !== undefined || trial.end.error !== undefined) && (
        <>
          <h3>The run ends with</h3>
          <Value value={trial.end.output ?? trial.end.error} />
        </>
      )}
      {trial.questions.map((question, index) => (
        <Asked key={index} question={question} />
      ))}
      {trial.holds.map((hold) => (
        <Held key={hold.id} hold={hold} />
      ))}
      {trial.calls.map((call, index) => (
        <Called key={index} call={call} />
      ))}
      {trial.waits.map((wait, index) => (
        <div key={index}>
          <h3>It waits</h3>
          <Pairs value={wait} />
        </div>
      ))}
      {trial.children.map((child, index) => (
        <div key={index}>
          <h3>It starts {child.flow}</h3>
          <Pairs value={child.input} />
        </div>
      ))}
    </div>
  );
}

/** One sentence of what the run does next. */
export function verdict(trial: StepTrial): string {
  switch (trial.outcome) {
    case "went":
      return `goes on at ${trial.to ?? "nothing"}.`;
    case "ended":
      return `ends the run: ${trial.end?.status ?? "over"}.`;
    case "stuck":
      return "leaves the run stuck: nobody handles the outcome.";
    case "waits":
      return trial.holds.length > 0 ? "waits for a person." : "waits.";
    case "asks":
      return trial.questions.length > 0
        ? `asks ${trial.questions.at(-1)!.model}, and waits for its reply.`
        : trial.calls.length > 0
          ? `calls ${trial.calls.at(-1)!.action}, and waits for its result.`
          : "starts a child run, and waits for it.";
  }
}

const slot = (name: string) => (name === "" ? "" : ` for ${name}`);

function Asked({ question }: { question: Question }) {
  const purpose = {
    answer: "asked",
    repair: "asked again, with what did not fit",
    summary: "asked for a summary",
  };
  return (
    <div>
      <h3>
        {question.model} is {purpose[question.purpose]}
        {slot(question.slot)}
      </h3>
      <details>
        <summary>The messages, exactly</summary>
        <MessageList messages={question.messages} />
      </details>
      <details>
        <summary>The schema of the reply</summary>
        <Code value={question.schema} />
      </details>
      {question.reply !== undefined ? (
        <>
          <h4>It replied</h4>
          <Code value={question.reply} />
          {question.value !== undefined ? (
            <>
              <h4>Which is</h4>
              <Value value={question.value} />
            </>
          ) : (
            <ul className="try-misfits">
              {question.misfits.map((misfit) => (
                <li key={misfit} className="bad">
                  Does not fit: {misfit}
                </li>
              ))}
            </ul>
          )}
        </>
      ) : question.misfits.length > 0 ? (
        <p className="bad">{question.misfits.join("; ")}</p>
      ) : (
        <p className="calm">
          {question.recorded
            ? "A reply to this very question is recorded."
            : "No reply to this very question is recorded."}
        </p>
      )}
    </div>
  );
}

function Held({ hold }: { hold: Hold }) {
  const who = hold.by.length === 0 ? "anyone who may approve" : hold.by.join(" or ");
  return (
    <div className="try-hold">
      <h3>
        {hold.kind === "approve" ? "To approve" : "To answer"}, {who}
      </h3>
      <p className="try-title">{hold.title}</p>
      {Object.keys(hold.args).length > 0 && <Pairs value={hold.args} />}
      {hold.show.length > 0 && (
        <>
          <h4>They see</h4>
          <Pairs value={Object.fromEntries(hold.show.map((shown) => [shown.label, shown.value]))} />
        </>
      )}
      {hold.form !== undefined && (
        <details>
          <summary>The form of the answer</summary>
          <Code value={hold.form} />
        </details>
      )}
      {hold.then_what !== undefined && <p className="calm">When nobody decides: {hold.then_what}</p>}
    </div>
  );
}

function Called({ call }: { call: Call }) {
  return (
    <div>
      <h3>
        {call.fetch ? "It fetches with" : "It calls"} {call.action}
        {slot(call.slot)}
      </h3>
      <Pairs value={call.args} />
      <details>
        <summary>Exactly, secrets as names</summary>
        <Code value={call.target} />
        <p className="calm">
          {call.effect}, delivered {call.delivery.replaceAll("_", " ")}, key <code>{call.key}</code>
        </p>
      </details>
      {call.result !== undefined && (
        <>
          <h4>It gave</h4>
          <Value value={call.result} />
        </>
      )}
      {call.failure !== undefined && <p className="bad">{call.failure}</p>}
    </div>
  );
}
