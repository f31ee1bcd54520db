import { useState, type FormEvent } from "react";
import type { Hold, Json, Misfit } from "../api/views";
import { useKept } from "../form/kept";
import { draftOf, read, type Draft } from "../form/schema";
import { SchemaForm } from "../form/SchemaForm";
import { Panel } from "../parts/Bits";
import { Act, Reasons } from "./act";
import type { DecisionProps } from "./Approve";
import { useDeciding } from "./deciding";
import { Note } from "./Note";
import { OddNotice } from "./read/Odd";
import { Trouble } from "./Trouble";

const TITLES: Record<Hold["purpose"], string> = {
  approve: "Your decision",
  ask: "Your answer",
  unknown: "What do you know?",
  model: "The reply, in the model's place",
};

/** A typed answer, in the form that the hold's schema makes. */
export function Answer({ hold, blocked, reach, onDecided, onTyping, reload }: DecisionProps) {
  const schema = formOf(hold);
  const [draft, setDraft, forgetDraft] = useKept<Draft>(`${hold.id}:answer`, () => draftOf(schema, schema));
  const [note, setNote, forgetNote] = useKept(`${hold.id}:note`, () => "");
  const [misfits, setMisfits] = useState<Misfit[]>([]);
  const [noteMissing, setNoteMissing] = useState(false);
  const deciding = useDeciding(hold, {
    forget: () => {
      forgetDraft();
      forgetNote();
    },
    onDecided,
    onMisfits: setMisfits,
    reload,
  });

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (blocked !== undefined || deciding.isPending) {
      return;
    }
    const answer = read(schema, schema, draft);
    const missing = hold.note_required && note.trim() === "";
    setNoteMissing(missing);
    setMisfits(answer.ok ? [] : answer.misfits);
    if (answer.ok && !missing) {
      const trimmed = note.trim();
      deciding.mutate({
        decision: "answer",
        hash: hold.hash,
        answer: answer.value ?? null,
        ...(trimmed === "" ? {} : { note: trimmed }),
      });
    }
  }

  return (
    <Panel title={TITLES[hold.purpose]}>
      <form onSubmit={send} noValidate>
        <SchemaForm
          schema={schema}
          root={schema}
          draft={draft}
          onChange={(next) => {
            onTyping();
            setDraft(next);
          }}
          misfits={misfits}
          label={hold.purpose === "unknown" ? "Did it happen?" : "Answer"}
        />
        {typeof draft === "string" && <OddNotice text={draft} field />}
        <Note
          ref={reach.note}
          value={note}
          onChange={(text) => {
            onTyping();
            setNote(text);
          }}
          needed={hold.note_required}
          missing={noteMissing}
        />
        {deciding.isError && <Trouble error={deciding.error} run={hold.run} />}
        <div className="actions">
          <Act ref={reach.main} kind="primary" why={blocked} busy={deciding.isPending} onAct={send}>
            {hold.purpose === "model" ? "Reply" : "Answer"}
          </Act>
        </div>
        <Reasons of={[blocked]} />
      </form>
    </Panel>
  );
}

/** The form's schema; a hold that gives only choices is answered with one of them. */
function formOf(hold: Hold): Json {
  return hold.choices.length > 0 ? { enum: hold.choices } : (hold.form ?? {});
}
