import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, Refused } from "../api/client";
import type { Decided, Decision, Hold, Json, Misfit } from "../api/views";
import { useKept } from "../form/kept";
import { draftOf, read, type Draft } from "../form/schema";
import { SchemaForm } from "../form/SchemaForm";
import { Panel } from "../parts/Bits";
import { Note } from "./Note";
import { Trouble } from "./Trouble";

interface Props {
  hold: Hold;
  onDecided: (decided: Decided) => void;
  reload: () => void;
}

const TITLES: Record<Hold["purpose"], string> = {
  approve: "Your decision",
  ask: "Your answer",
  unknown: "What do you know?",
  model: "The reply, in the model's place",
};

/** A typed answer, in the form that the hold's schema makes. */
export function Answer({ hold, onDecided, reload }: Props) {
  const queries = useQueryClient();
  const schema = formOf(hold);
  const [draft, setDraft, forgetDraft] = useKept<Draft>(`${hold.id}:answer`, () => draftOf(schema, schema));
  const [note, setNote, forgetNote] = useKept(`${hold.id}:note`, () => "");
  const [misfits, setMisfits] = useState<Misfit[]>([]);
  const [noteMissing, setNoteMissing] = useState(false);
  const deciding = useMutation({
    mutationFn: (decision: Decision) => api.decide(hold.id, decision),
    onSuccess: (decided) => {
      forgetDraft();
      forgetNote();
      onDecided(decided);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "hold" });
    },
    onError: (error) => setMisfits(error instanceof Refused ? error.misfits : []),
  });

  function send(event: FormEvent) {
    event.preventDefault();
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
          onChange={setDraft}
          misfits={misfits}
          label={hold.purpose === "unknown" ? "Did it happen?" : "Answer"}
        />
        <Note value={note} onChange={setNote} needed={hold.note_required} missing={noteMissing} />
        {deciding.isError && <Trouble error={deciding.error} run={hold.run} reload={reload} />}
        <div className="actions">
          <button type="submit" className="primary" disabled={deciding.isPending}>
            {hold.purpose === "model" ? "Reply" : "Answer"}
          </button>
        </div>
      </form>
    </Panel>
  );
}

/** The form's schema; a hold that gives only choices is answered with one of them. */
function formOf(hold: Hold): Json {
  return hold.choices.length > 0 ? { enum: hold.choices } : (hold.form ?? {});
}
