import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { AT_ONCE, type Evidence, sourceOf } from "../api/evidence";
import { api, Refused } from "../api/client";
import type { Decided, Editable, Hold, Json, JsonObject, Misfit } from "../api/views";
import { useKept } from "../form/kept";
import { draftOf, read, type Draft } from "../form/schema";
import { SchemaForm } from "../form/SchemaForm";
import { Ago, Panel } from "../parts/Bits";
import { Act, Reasons } from "./act";
import { Changes } from "./Changes";
import { useDeciding } from "./deciding";
import { Note } from "./Note";
import { Differences } from "./read/Differences";
import { differences, same } from "./read/differences";
import { Odd, OddNotice } from "./read/Odd";
import { readable } from "./read/people";
import { Sources } from "./Sources";
import { Trouble } from "./Trouble";

/** Where the page's keys lead. */
export interface Reach {
  main: RefObject<HTMLButtonElement | null>;
  note: RefObject<HTMLTextAreaElement | null>;
}

export interface DecisionProps {
  hold: Hold;
  evidence: Evidence | undefined;
  /** Why nothing can be decided now; undefined when it can. */
  blocked: string | undefined;
  reach: Reach;
  onDecided: (decided: Decided) => void;
  /** Somebody has begun to type. */
  onTyping: () => void;
  reload: () => void;
}

type Drafts = Record<string, Draft>;

const proposed = (field: Editable) => draftOf(field.schema, field.schema, field.value);

/** Approve or reject what is shown; with an edit only what was previewed can be approved. */
export function Approve({ hold, evidence, blocked, reach, onDecided, onTyping, reload }: DecisionProps) {
  const [note, setNote, forgetNote] = useKept(`${hold.id}:note`, () => "");
  // Only what somebody has typed is kept: what they left alone follows the hold when it changes.
  const [typed, setTyped, forgetTyped] = useKept<Drafts>(`${hold.id}:edit`, () => ({}));
  const [preview, setPreview] = useState<{ edit: JsonObject; hold: Hold; of: string }>();
  const [misfits, setMisfits] = useState<Misfit[]>([]);
  const [noteMissing, setNoteMissing] = useState(false);
  const previewed = preview?.of === hold.hash ? preview : undefined;

  const draftAt = (field: Editable) => (field.path in typed ? typed[field.path] : proposed(field));
  const changed = hold.edit.some(
    (field) => JSON.stringify(draftAt(field)) !== JSON.stringify(proposed(field)),
  );

  const previewing = useMutation({
    ...AT_ONCE,
    mutationFn: (edit: JsonObject) => api.preview(hold.id, edit),
    onSuccess: (after, edit) => setPreview({ edit, hold: after, of: hold.hash }),
    onError: (error) => setMisfits(error instanceof Refused ? error.misfits : []),
  });
  const deciding = useDeciding(hold, {
    forget: () => {
      forgetNote();
      forgetTyped();
    },
    onDecided,
    onMisfits: setMisfits,
    reload,
  });
  // What went wrong with what was there before says nothing of what is there now.
  const forget = deciding.reset;
  useEffect(() => forget(), [hold.hash, forget]);

  function showPreview() {
    const edit: JsonObject = {};
    const wrong: Misfit[] = [];
    for (const field of hold.edit) {
      const value = read(field.schema, field.schema, draftAt(field), true, `/${field.path}`);
      if (!value.ok) {
        wrong.push(...value.misfits);
      } else if (!same(value.value, field.value)) {
        edit[field.path] = value.value as Json;
      }
    }
    setMisfits(wrong);
    if (wrong.length === 0) {
      previewing.mutate(edit);
    }
  }

  function decide(decision: "approve" | "reject") {
    const missing = hold.note_required && note.trim() === "";
    setNoteMissing(missing);
    if (missing) {
      reach.note.current?.focus();
      return;
    }
    deciding.mutate({
      decision,
      hash: hold.hash,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(decision === "approve" && previewed !== undefined
        ? { edit: previewed.edit, edited_hash: previewed.hold.hash }
        : {}),
    });
  }

  function edit(path: string, draft: Draft) {
    onTyping();
    setTyped({ ...typed, [path]: draft });
    setPreview(undefined);
    setMisfits([]);
  }

  const busy = deciding.isPending || previewing.isPending;
  return (
    <Panel title="Your decision">
      {hold.votes.length > 0 && <Votes hold={hold} />}
      {hold.not_requester && <p className="calm not-requester">Who asked for it may not approve it.</p>}
      {hold.edit.length > 0 && (
        <div className="fields">
          {hold.edit.map((field) => (
            <EditField
              key={field.path}
              field={field}
              hold={hold}
              evidence={evidence}
              draft={draftAt(field)}
              onChange={(draft) => edit(field.path, draft)}
              misfits={misfits}
            />
          ))}
        </div>
      )}
      {changed && (
        <p className="row undo">
          <button
            type="button"
            className="quiet"
            onClick={() => {
              forgetTyped();
              setTyped({});
              setPreview(undefined);
              setMisfits([]);
            }}
          >
            Undo the edit
          </button>
        </p>
      )}
      {previewed !== undefined && <Changes before={hold} after={previewed.hold} />}
      <div className="verdict">
        <Note
          ref={reach.note}
          value={note}
          onChange={(text) => {
            onTyping();
            setNote(text);
            setNoteMissing(false);
          }}
          needed={hold.note_required}
          missing={noteMissing}
        />
        {deciding.isError && <Trouble error={deciding.error} run={hold.run} />}
        {previewing.isError && <Trouble error={previewing.error} run={hold.run} />}
        <div className="actions">
          {changed ? (
            <>
              {previewed === undefined ? (
                <Act ref={reach.main} kind="primary" why={blocked} busy={busy} onAct={showPreview}>
                  Preview the change
                </Act>
              ) : (
                <Act
                  ref={reach.main}
                  kind="primary"
                  why={blocked}
                  busy={busy}
                  onAct={() => decide("approve")}
                >
                  Approve with edits
                </Act>
              )}
            </>
          ) : (
            <Act ref={reach.main} kind="primary" why={blocked} busy={busy} onAct={() => decide("approve")}>
              Approve
            </Act>
          )}
          <Act kind="danger" why={blocked} busy={busy} onAct={() => decide("reject")}>
            Reject
          </Act>
        </div>
        <Reasons of={[blocked]} />
        {changed && previewed === undefined && (
          <p className="calm">An edit is previewed first, so that you approve exactly what is sent.</p>
        )}
      </div>
    </Panel>
  );
}

/** A value that may be changed: its field, where the proposed value came from, and what is changed of it. */
function EditField({
  field,
  hold,
  evidence,
  draft,
  onChange,
  misfits,
}: {
  field: Editable;
  hold: Hold;
  evidence: Evidence | undefined;
  draft: Draft;
  onChange: (draft: Draft) => void;
  misfits: Misfit[];
}) {
  const value = read(field.schema, field.schema, draft, true, `/${field.path}`);
  const found = value.ok ? differences(field.value, value.value) : [];
  const people = value.ok
    ? readable(value.value, { name: field.path, in: beside(hold, field.path) })
    : undefined;
  return (
    <div className="edit-field">
      <SchemaForm
        schema={field.schema}
        root={field.schema}
        draft={draft}
        onChange={onChange}
        misfits={misfits}
        pointer={`/${field.path}`}
        label={field.path}
        depth={1}
      />
      {people !== undefined && <p className="reads">reads: {people.text}</p>}
      {typeof draft === "string" && <OddNotice text={draft} field />}
      {found.length > 0 ? (
        <Differences
          found={found.map((one) => ({
            ...one,
            path: one.path === "" ? (field.path.split(".").at(-1) ?? "") : one.path,
          }))}
          before="proposed"
          after="yours"
          of={`Your edit of ${field.path}`}
          beside={{ before: beside(hold, field.path), after: beside(hold, field.path) }}
        />
      ) : (
        <Sources source={sourceOf(evidence, "edit", field.path)} brief />
      )}
    </div>
  );
}

/** The object that a path's value stands in, as far as the hold shows it: `draft.currency` beside `draft.amount`. */
function beside(hold: Hold, path: string): JsonObject {
  const steps = path.split(".");
  const whole = hold.show.find(({ label }) => label === steps[0])?.value;
  let here: Json | undefined = whole;
  for (const step of steps.slice(1, -1)) {
    here = here !== null && typeof here === "object" && !Array.isArray(here) ? here[step] : undefined;
  }
  return here !== null && typeof here === "object" && !Array.isArray(here) ? here : hold.args;
}

function Votes({ hold }: { hold: Hold }) {
  return (
    <div className="notice">
      <p>
        {hold.votes.length} of {hold.count} have approved. One rejection rejects.
      </p>
      <ul>
        {hold.votes.map((vote) => (
          <li key={vote.by}>
            {vote.by}, <Ago at={vote.at} />
            {vote.note !== undefined && (
              <>
                : <Odd text={vote.note} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function useReach(): Reach {
  return { main: useRef<HTMLButtonElement>(null), note: useRef<HTMLTextAreaElement>(null) };
}
