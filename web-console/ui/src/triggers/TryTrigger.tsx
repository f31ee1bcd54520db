import { useId, useState, type FormEvent } from "react";
import { useFire, useTry, type Occasion, type Trigger } from "../api/triggers";
import type { Json } from "../api/views";
import { Failure } from "../parts/Bits";
import { Dialog } from "../parts/Dialog";
import { Value } from "../parts/Value";
import { go, runPath } from "../router";
import { occasionOf, type Told } from "./occasion";

const ASKED: Record<Trigger["kind"], { label: string; about: string; first: string }> = {
  http: {
    label: "Body as JSON",
    about: "As the other side would send it; no signature is needed here.",
    first: "{}",
  },
  schedule: {
    label: "Time",
    about: "An instant such as 2026-03-02T09:00:00Z; now when it is left empty.",
    first: "",
  },
  event: { label: "Payload as JSON", about: "What the event would carry.", first: "{}" },
};

/** Shows what a trigger would start a run with, and starts one only when asked to. */
export function TryTrigger({
  trigger,
  mayTry,
  mayStart,
  onClose,
}: {
  trigger: Trigger;
  mayTry: boolean;
  mayStart: boolean;
  onClose: () => void;
}) {
  const { label, about, first } = ASKED[trigger.kind];
  const id = useId();
  const [text, setText] = useState(first);
  const [misread, setMisread] = useState<string>();
  const trial = useTry(trigger);
  const fire = useFire(trigger);

  function told(then: (occasion: Occasion) => void) {
    const read: Told = occasionOf(trigger.kind, text);
    setMisread(read.ok ? undefined : read.message);
    if (read.ok) {
      then(read.occasion);
    }
  }

  function look(event: FormEvent) {
    event.preventDefault();
    if (mayTry) {
      told((occasion) => trial.mutate(occasion));
    }
  }

  const field = {
    id,
    value: text,
    "aria-invalid": misread !== undefined,
    "aria-describedby": `${id}-about`,
    spellCheck: false,
  };
  function change(next: string) {
    setText(next);
    setMisread(undefined);
    trial.reset();
    fire.reset();
  }
  return (
    <Dialog title={`Try ${trigger.at}`} onClose={onClose}>
      <form onSubmit={look} noValidate>
        <div className="field">
          <label htmlFor={id}>{label}</label>
          {trigger.kind === "schedule" ? (
            <input {...field} onChange={(event) => change(event.target.value)} placeholder="now" />
          ) : (
            <textarea {...field} className="code" rows={7} onChange={(event) => change(event.target.value)} />
          )}
          <p id={`${id}-about`} className="field-about">
            {about}
          </p>
          {misread !== undefined && (
            <p className="field-problem" role="alert">
              {misread}
            </p>
          )}
        </div>
        {trial.isSuccess && <Shown input={trial.data.input} problems={trial.data.problems} />}
        {trial.isError && <Failure error={trial.error} />}
        {fire.isError && <Failure error={fire.error} />}
        <div className="actions">
          {mayTry && (
            <button type="submit" className="primary" disabled={trial.isPending}>
              Show what it would start
            </button>
          )}
          {mayStart && (
            <button
              type="button"
              disabled={fire.isPending || fire.isSuccess}
              onClick={() =>
                told((occasion) => fire.mutate(occasion, { onSuccess: (run) => go(runPath(run.id)) }))
              }
            >
              {fire.isPending ? "Starting…" : "Start a run now"}
            </button>
          )}
          <button type="button" className="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Shown({ input, problems }: { input?: Json; problems: Json[] }) {
  return (
    <div role="status">
      {problems.length > 0 ? (
        <div className="notice notice-bad">
          <p>It would start nothing:</p>
          <ul>
            {problems.map((problem, index) => (
              <li key={index}>{sentence(problem)}</li>
            ))}
          </ul>
        </div>
      ) : (
        <div className="trigger-input">
          <h3>The run would begin with</h3>
          <Value value={input} />
        </div>
      )}
    </div>
  );
}

/** A problem is a line, or says where and what. */
function sentence(problem: Json): string {
  if (problem !== null && typeof problem === "object" && !Array.isArray(problem)) {
    return [problem["pointer"], problem["message"]]
      .filter((part) => part !== undefined && part !== "")
      .join(": ");
  }
  return String(problem);
}
