import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, Refused } from "../api/client";
import { AT_ONCE } from "../api/evidence";
import type { Decided, Decision, Hold, Misfit } from "../api/views";

interface Deciding {
  /** What was typed is not needed any more. */
  forget: () => void;
  onDecided: (decided: Decided) => void;
  onMisfits: (misfits: Misfit[]) => void;
  reload: () => void;
}

/** Sends a decision about the hold; one that came too late, or for something else, has the hold read again. */
export function useDeciding(hold: Hold, { forget, onDecided, onMisfits, reload }: Deciding) {
  const queries = useQueryClient();
  return useMutation({
    ...AT_ONCE,
    mutationFn: (decision: Decision) => api.decide(hold.id, decision),
    onSuccess: (decided) => {
      forget();
      onDecided(decided);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "hold" });
    },
    onError: (error) => {
      onMisfits(error instanceof Refused ? error.misfits : []);
      if (error instanceof Refused && error.status === 409) {
        reload();
      }
    },
  });
}
