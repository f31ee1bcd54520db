import { useEffect, useState } from "react";
import { Refused } from "../../api/client";
import { useAt } from "../../api/runs";
import { Failure, Loading } from "../../parts/Bits";
import { Fold } from "../../parts/Fold";
import { Differences } from "./Differences";

const REST = 200;

/** Whether somebody has stayed at an event: who goes down the timeline by the keys asks for nothing on the way. */
function useRest(seq: number): boolean {
  const [rested, setRested] = useState<number>();
  useEffect(() => {
    const later = setTimeout(() => setRested(seq), REST);
    return () => clearTimeout(later);
  }, [seq]);
  return rested === seq;
}

/** The run's data after an event and what the event changed of it, as the server tells it. */
export function DataAt({ run, seq }: { run: string; seq: number }) {
  const at = useAt(run, seq, { enabled: useRest(seq) });
  if (at.isError) {
    return <NoData error={at.error} again={() => void at.refetch()} />;
  }
  if (at.data === undefined) {
    return <Loading what="the data" />;
  }
  return (
    <>
      <h4>What this event changed</h4>
      <Differences changed={at.data.changed} />
      <details className="data-at">
        <summary>All data after event {seq}</summary>
        {Object.keys(at.data.data).length === 0 ? (
          <p className="calm">Nothing had been written yet.</p>
        ) : (
          <Fold value={at.data.data} label="Copy the data" />
        )}
      </details>
    </>
  );
}

/** What the run's data after two of its events differ in. */
export function DataBetween({ run, from, to }: { run: string; from: number; to: number }) {
  const [first, second] = from < to ? [from, to] : [to, from];
  const at = useAt(run, second, { from: first });
  if (at.isError) {
    return <NoData error={at.error} again={() => void at.refetch()} />;
  }
  return (
    <section className="notice between" aria-label="The difference between two events">
      <h4>
        From after event {first} to after event {second}
      </h4>
      {at.data === undefined ? <Loading what="the difference" /> : <Differences changed={at.data.changed} />}
    </section>
  );
}

/** A server without this route answers with a 404 that names no run: it is another thing than a run that is gone. */
function NoData({ error, again }: { error: Error; again: () => void }) {
  if (error instanceof Refused && (error.status === 404 || error.status === 405)) {
    return (
      <p className="notice">
        The server does not tell the data after an event: {error.message} A newer one does.
      </p>
    );
  }
  return <Failure error={error} again={again} />;
}
