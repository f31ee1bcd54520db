import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authoring, type Saved } from "../../api/authoring";
import { Refused } from "../../api/client";
import type { Theirs } from "./Conflict";
import { plain } from "./text/places";

/** What saving came to, where it was not simply done. */
export type Refusal =
  { kind: "changed"; theirs: Theirs } | { kind: "broken"; message: string } | { kind: "other"; error: Error };

export function useSaving(flow: string, onSaved: (saved: Saved, sent: string) => void) {
  const [refusal, setRefusal] = useState<Refusal>();
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: ({ text, etag, broken }: { text: string; etag: string; broken: boolean }) =>
      authoring.save(flow, text, etag, broken),
    onSuccess: (saved, { text }) => {
      setRefusal(undefined);
      for (const key of ["flows", "flow", "flow-text"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
      onSaved(saved, text);
    },
    onError: (error) => setRefusal(refusalOf(error)),
  });
  return { save: saving.mutate, saving: saving.isPending, refusal, setRefusal };
}

function refusalOf(error: Error): Refusal {
  if (error instanceof Refused) {
    const { source, etag, diagnostics } = error.body;
    if (error.status === 412 && typeof source === "string" && typeof etag === "string") {
      return { kind: "changed", theirs: { source: plain(source), etag } };
    }
    if (error.status === 422 && Array.isArray(diagnostics)) {
      return { kind: "broken", message: error.message };
    }
  }
  return { kind: "other", error };
}
