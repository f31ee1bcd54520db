import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { Refused } from "../api/client";
import { AT_ONCE, claimOf, talk } from "../api/evidence";
import type { Hold } from "../api/views";
import { clockOf, useNow } from "../parts/time";

/** Who has the hold in hand. A server that knows no claims has none, and nobody misses them. */
export interface Hand {
  mine: boolean;
  other: { by: string; until: string } | undefined;
  until: string | undefined;
  known: boolean;
  problem: string | undefined;
  take: () => void;
  release: () => void;
  /** Called at each key: takes it in hand the first time, when nobody has it. */
  typing: () => void;
}

export function useHand(hold: Hold | undefined, me: string | undefined, open: boolean): Hand {
  const queries = useQueryClient();
  const [known, setKnown] = useState(true);
  const asked = useRef(false);
  const id = hold?.id ?? "";
  const now = useNow();
  const moving = useMutation({
    ...AT_ONCE,
    mutationFn: (how: "claim" | "take" | "release") =>
      how === "release" ? talk.release(id) : talk.claim(id, how === "take"),
    onSuccess: (after) => queries.setQueryData(["hold", id], after),
    onError: (error) => {
      if (error instanceof Refused && (error.status === 404 || error.status === 405)) {
        setKnown(false);
      } else {
        void queries.invalidateQueries({ queryKey: ["hold", id] });
      }
    },
  });
  const claim = hold === undefined ? undefined : claimOf(hold);
  const valid = claim !== undefined && Date.parse(claim.until) > now ? claim : undefined;
  const mine = valid !== undefined && valid.by === me;
  const other = valid !== undefined && !mine ? valid : undefined;
  const { mutate } = moving;
  const typing = useCallback(() => {
    if (open && known && valid === undefined && !asked.current && me !== undefined) {
      asked.current = true;
      mutate("claim");
    }
  }, [open, known, valid, me, mutate]);
  return {
    mine,
    other,
    until: valid?.until,
    known,
    problem: moving.isError && known ? moving.error.message : undefined,
    take: () => mutate(other === undefined ? "claim" : "take"),
    release: () => {
      asked.current = true;
      mutate("release");
    },
    typing,
  };
}

/** @param mayTake an operator takes over what somebody else has in hand */
export function InHand({ hand, mayDecide, mayTake }: { hand: Hand; mayDecide: boolean; mayTake: boolean }) {
  if (!hand.known || (!mayDecide && hand.other === undefined)) {
    return null;
  }
  return (
    <div className="in-hand">
      {hand.other !== undefined ? (
        <>
          <p>
            <b>{hand.other.by}</b> has it in hand until {clockOf(hand.other.until)}.
          </p>
          {mayDecide && mayTake && (
            <button type="button" className="quiet" onClick={hand.take}>
              Take it over
            </button>
          )}
        </>
      ) : hand.mine ? (
        <>
          <p>You have it in hand{hand.until !== undefined && ` until ${clockOf(hand.until)}`}.</p>
          <button type="button" className="quiet" onClick={hand.release}>
            Release
          </button>
        </>
      ) : (
        <>
          <p className="calm">Nobody has it in hand. It is yours as soon as you type.</p>
          <button type="button" className="quiet" onClick={hand.take}>
            Claim
          </button>
        </>
      )}
      {hand.problem !== undefined && (
        <p className="field-problem" role="alert">
          {hand.problem}
        </p>
      )}
    </div>
  );
}
