import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { AT_ONCE, type Evidence, evidenceKey, talk } from "../api/evidence";
import { Dialog } from "../parts/Dialog";
import { Act, Reasons } from "./act";
import { Trouble } from "./Trouble";

/** Gives the hold to one of those who may decide it. */
export function DelegateDialog({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const id = useId();
  const queries = useQueryClient();
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const giving = useMutation({
    ...AT_ONCE,
    mutationFn: () => talk.delegate(evidence.hold, to, note.trim()),
    onSuccess: (now) => {
      queries.setQueryData(evidenceKey(evidence.hold), now);
      void queries.invalidateQueries({
        predicate: ({ queryKey: [what] }) => what === "holds" || what === "hold",
      });
      onClose();
    },
  });
  const others = evidence.recipients.filter((one) => one.id !== evidence.delegated?.to);
  const why = to === "" ? "Choose first who gets it." : undefined;
  return (
    <Dialog title="Delegate" onClose={onClose}>
      <p className="calm">
        Of those whom the flow lets decide it. The others decide it only after taking it back.
      </p>
      <div className="field">
        <label htmlFor={id}>To</label>
        <select id={id} value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">choose…</option>
          {others.map((one) => (
            <option key={`${one.kind}${one.id}`} value={one.id}>
              {one.kind === "group" ? `everybody of ${one.name}` : `${one.name} (${one.id})`}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-note`}>
          Why<span className="field-optional"> optional</span>
        </label>
        <textarea
          id={`${id}-note`}
          rows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {giving.isError && <Trouble error={giving.error} run={evidence.run} />}
      <div className="actions">
        <Act kind="primary" why={why} busy={giving.isPending} onAct={() => giving.mutate()}>
          Delegate
        </Act>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
      <Reasons of={[why]} />
    </Dialog>
  );
}
