import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, Refused } from "../api/client";
import type { Decided, Decision, Hold, Json, JsonObject, Misfit } from "../api/views";
import { useKept } from "../form/kept";
import { draftOf, read, type Draft } from "../form/schema";
import { SchemaForm } from "../form/SchemaForm";
import { Ago, Panel } from "../parts/Bits";
import { Changes } from "./Changes";
import { Note } from "./Note";
import { Trouble } from "./Trouble";

interface Props {
  hold: Hold;
  onDecided: (decided: Decided) => void;
  reload: () => void;
}

type Drafts = Record<string, Draft>;

const initial = (hold: Hold): Drafts =>
  Object.fromEntries(
    hold.edit.map((field) => [field.path, draftOf(field.schema, field.schema, field.value)]),
  );

/** Approve or reject what is shown; with an edit only what was previewed can be approved. */
export function Approve({ hold, onDecided, reload }: Props) {
  const queries = useQueryClient();
  const [note, setNote, forgetNote] = useKept(`${hold.id}:note`, () => "");
  const [drafts, setDrafts] = useState<Drafts>(() => initial(hold));
  const [preview, setPreview] = useState<{ edit: JsonObject; hold: Hold }>();
  const [misfits, setMisfits] = useState<Misfit[]>([]);
  const [noteMissing, setNoteMissing] = useState(false);

  const changed = hold.edit.some(
    (field) => JSON.stringify(drafts[field.path]) !== JSON.stringify(initial(hold)[field.path]),
  );
  const previewing = useMutation({
    mutationFn: (edit: JsonObject) => api.preview(hold.id, edit),
    onSuccess: (after, edit) => setPreview({ edit, hold: after }),
    onError: (error) => setMisfits(error instanceof Refused ? error.misfits : []),
  });
  const deciding = useMutation({
    mutationFn: (decision: Decision) => api.decide(hold.id, decision),
    onSuccess: (decided) => {
      forgetNote();
      onDecided(decided);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "hold" });
    },
    onError: (error) => setMisfits(error instanceof Refused ? error.misfits : []),
  });

  function showPreview() {
    const edit: JsonObject = {};
    const wrong: Misfit[] = [];
    for (const field of hold.edit) {
      const value = read(field.schema, field.schema, drafts[field.path], true, `/${field.path}`);
      if (!value.ok) {
        wrong.push(...value.misfits);
      } else if (JSON.stringify(value.value) !== JSON.stringify(field.value)) {
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
      return;
    }
    deciding.mutate({
      decision,
      hash: hold.hash,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(decision === "approve" && preview !== undefined
        ? { edit: preview.edit, edited_hash: preview.hold.hash }
        : {}),
    });
  }

  function edit(path: string, draft: Draft) {
    setDrafts({ ...drafts, [path]: draft });
    setPreview(undefined);
  }

  const busy = deciding.isPending || previewing.isPending;
  const mustPreview = changed && preview === undefined;
  return (
    <Panel title="Your decision">
      {hold.votes.length > 0 && <Votes hold={hold} />}
      {hold.not_requester && <p className="calm">Who asked for it may not approve it.</p>}
      {hold.edit.length > 0 && (
        <div className="fields">
          {hold.edit.map((field) => (
            <SchemaForm
              key={field.path}
              schema={field.schema}
              root={field.schema}
              draft={drafts[field.path]}
              onChange={(draft) => edit(field.path, draft)}
              misfits={misfits}
              pointer={`/${field.path}`}
              label={field.path}
              depth={1}
            />
          ))}
        </div>
      )}
      {preview !== undefined && <Changes before={hold} after={preview.hold} />}
      <Note value={note} onChange={setNote} needed={hold.note_required} missing={noteMissing} />
      {deciding.isError && <Trouble error={deciding.error} run={hold.run} reload={reload} />}
      {previewing.isError && <Trouble error={previewing.error} run={hold.run} reload={reload} />}
      <div className="actions">
        {mustPreview ? (
          <button type="button" className="primary" disabled={busy} onClick={showPreview}>
            Preview the change
          </button>
        ) : (
          <button type="button" className="primary" disabled={busy} onClick={() => decide("approve")}>
            {preview === undefined ? "Approve" : "Approve with this change"}
          </button>
        )}
        <button type="button" className="danger" disabled={busy} onClick={() => decide("reject")}>
          Reject
        </button>
        {changed && (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setDrafts(initial(hold));
              setPreview(undefined);
              setMisfits([]);
            }}
          >
            Undo the edit
          </button>
        )}
      </div>
      {mustPreview && (
        <p className="calm">An edit is previewed first, so that you approve exactly what is sent.</p>
      )}
    </Panel>
  );
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
            {vote.note !== undefined && `: ${vote.note}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
