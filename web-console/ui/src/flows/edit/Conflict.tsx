import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { authoring } from "../../api/authoring";
import { Failure, Loading } from "../../parts/Bits";
import { CopyButton, PatchText } from "./Patch";

export interface Theirs {
  source: string;
  etag: string;
}

/** The file was changed by somebody else: what they did, how my text differs from theirs, and the three ways on. */
export function Conflict({
  flow,
  file,
  base,
  mine,
  theirs,
  saving,
  onMine,
  onTheirs,
  onLater,
}: {
  flow: string;
  file: string;
  base: string;
  mine: string;
  theirs: Theirs;
  saving: boolean;
  onMine: () => void;
  onTheirs: () => void;
  onLater: () => void;
}) {
  const begin = useRef<HTMLHeadingElement>(null);
  useEffect(() => begin.current?.focus(), []);
  const compared = useQuery({
    queryKey: ["conflict", flow, theirs.etag, mine],
    queryFn: async () => {
      const [done, differs] = await Promise.all([
        authoring.patch(flow, theirs.source, base),
        authoring.patch(flow, mine, theirs.source),
      ]);
      return { done: done.patch, differs: differs.patch };
    },
  });
  return (
    <section className="edit-conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title" tabIndex={-1} ref={begin}>
        {file} was changed meanwhile
      </h2>
      <p>Nothing of yours is lost, and nothing was saved. Look at both, then choose.</p>
      {compared.isPending && <Loading what="the difference" />}
      {compared.isError && <Failure error={compared.error} again={() => void compared.refetch()} />}
      {compared.data !== undefined && (
        <div className="edit-conflict-sides">
          <div>
            <h3>What they changed</h3>
            {compared.data.done === "" ? (
              <p className="calm">Nothing that this page can show: the same text.</p>
            ) : (
              <PatchText patch={compared.data.done} label="What they changed" />
            )}
          </div>
          <div>
            <h3>What saving yours would change about theirs</h3>
            {compared.data.differs === "" ? (
              <p className="calm">Nothing: both are the same.</p>
            ) : (
              <PatchText patch={compared.data.differs} label="What saving yours would change about theirs" />
            )}
          </div>
        </div>
      )}
      <div className="actions">
        <button type="button" className="danger" disabled={saving || !compared.isSuccess} onClick={onMine}>
          Save mine over theirs
        </button>
        <button type="button" className="quiet" onClick={onTheirs}>
          Take theirs into the editor
        </button>
        <CopyButton text={mine}>Copy mine</CopyButton>
        <button type="button" className="quiet" onClick={onLater}>
          Go on writing
        </button>
      </div>
      <p className="calm">Taking theirs can be undone in the editor: your text comes back with Ctrl+Z.</p>
    </section>
  );
}
