import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../api/client";
import { runsApi, type Move, type Reason } from "../../api/runs";
import type { Run } from "../../api/views";
import { Failure, Loading } from "../../parts/Bits";

/** Asks first whether the run can go on by the file of now, says why or why not, and moves it when told to. */
export function MovePanel({ run, close }: { run: Run; close: () => void }) {
  const queries = useQueryClient();
  const [mapping, setMapping] = useState("");
  const [tried, setTried] = useState("");
  const [note, setNote] = useState("");
  const asked = useQuery({
    queryKey: ["run", run.id, "move", tried],
    queryFn: () => runsApi.move(run.id, { dry_run: true, ...(tried === "" ? {} : { mapping: tried }) }),
    retry: false,
    // The file may be another by the next time that it is asked.
    staleTime: 0,
    gcTime: 0,
  });
  const move = useMutation({
    mutationFn: (bundle: string) =>
      runsApi.move(run.id, {
        bundle,
        ...(tried === "" ? {} : { mapping: tried }),
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      }),
    onSuccess: () => {
      close();
      void queries.invalidateQueries();
    },
  });
  const said = asked.data;
  const same = said?.bundle === run.bundle;
  const may = said?.verdict === "yes" && !same;
  return (
    <section className="steer-panel" aria-label="Move to the current file">
      {asked.isPending && <Loading what="what stands in the way" />}
      {asked.isError && <Failure error={asked.error} again={() => void asked.refetch()} />}
      {said !== undefined && <Verdict said={said} same={same} run={run} />}
      {said !== undefined && !same && (
        <details open={said.verdict === "with a mapping"}>
          <summary>A mapping, where names or states changed</summary>
          <div className="field">
            <label htmlFor="mapping">
              Mapping <span className="field-optional">YAML</span>
            </label>
            <textarea
              id="mapping"
              className="code"
              rows={5}
              spellCheck={false}
              placeholder={"states: { old_name: new_name }"}
              value={mapping}
              onChange={(event) => setMapping(event.target.value)}
            />
          </div>
          <button
            type="button"
            disabled={mapping.trim() === tried || asked.isFetching}
            onClick={() => setTried(mapping.trim())}
          >
            Ask with this mapping
          </button>
        </details>
      )}
      {may && (
        <div className="field">
          <label htmlFor="move-note">
            Why is it moved? <span className="field-optional">stands in its log</span>
          </label>
          <input id="move-note" value={note} onChange={(event) => setNote(event.target.value)} />
        </div>
      )}
      {move.isError && <Failure error={move.error} />}
      {move.error instanceof Refused && <Reasons reasons={reasonsOf(move.error)} />}
      <div className="actions">
        {said !== undefined && !same && (
          <button
            type="button"
            className="primary"
            disabled={!may || move.isPending || mapping.trim() !== tried}
            title={may ? undefined : "What stands in the way has to be mended first."}
            onClick={() => move.mutate(said.bundle)}
          >
            Move the run
          </button>
        )}
        <button type="button" className="quiet" onClick={close}>
          Leave it
        </button>
      </div>
    </section>
  );
}

function Verdict({ said, same, run }: { said: Move; same: boolean; run: Run }) {
  if (same) {
    return <p>The run goes by the flow’s current file already: there is nowhere to move it to.</p>;
  }
  return (
    <div role="status">
      <p>
        {said.verdict === "yes" ? (
          <>
            The run can move: from here on it goes by the flow’s current file
            {run.state !== undefined && (
              <>
                , and stands at <code>{run.state}</code> or where the mapping puts it
              </>
            )}
            . What it has done stays done{run.status === "stuck" && "; what got stuck is tried again there"}.
          </>
        ) : said.verdict === "with a mapping" ? (
          "The run can move once a mapping says where the old names went."
        ) : (
          "The run cannot move to the flow’s current file."
        )}
      </p>
      <Reasons reasons={said.reasons} />
    </div>
  );
}

function Reasons({ reasons }: { reasons: Reason[] }) {
  return reasons.length === 0 ? null : (
    <ul className="move-reasons">
      {reasons.map((reason, index) => (
        <li key={index} className={`reason reason-${reason.severity}`}>
          <p>
            <strong>{reason.severity === "error" ? "stands in the way" : reason.severity}</strong>{" "}
            {reason.message}{" "}
            <span className="quiet-text">
              {reason.code}
              {reason.file !== undefined && `, ${reason.file}:${reason.line ?? 1}`}
            </span>
          </p>
          {reason.help !== undefined && <p className="quiet-text">{reason.help}</p>}
        </li>
      ))}
    </ul>
  );
}

function reasonsOf(error: Refused): Reason[] {
  const problems = error.body["problems"];
  return Array.isArray(problems)
    ? (problems as unknown as Reason[]).filter((one) => typeof one === "object")
    : [];
}
