import { Refused } from "../../api/client";
import { useAt } from "../../api/runs";
import { Failure, Loading } from "../../parts/Bits";
import { Fold } from "../../parts/Fold";
import { Differences } from "./Differences";
import { differences } from "./differences";

/** The run's data after an event and what the event changed of it, as the server tells it. */
export function DataAt({ run, seq }: { run: string; seq: number }) {
  const at = useAt(run, seq);
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

/** What the data after two events differ in. */
export function DataBetween({ run, from, to }: { run: string; from: number; to: number }) {
  const [first, second] = from < to ? [from, to] : [to, from];
  const before = useAt(run, first);
  const after = useAt(run, second);
  const error = before.error ?? after.error;
  if (error !== null) {
    return (
      <NoData
        error={error}
        again={() => {
          void before.refetch();
          void after.refetch();
        }}
      />
    );
  }
  if (before.data === undefined || after.data === undefined) {
    return <Loading what="the data of both" />;
  }
  return (
    <>
      <h4>
        From event {first} to event {second}
      </h4>
      <Differences changed={differences(before.data.data, after.data.data)} />
    </>
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
