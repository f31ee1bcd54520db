import type { Hold } from "../api/views";
import { Differences } from "./read/Differences";
import { differences } from "./read/differences";

/** What an edit changes of a call: each argument before and after, and the new hash. */
export function Changes({ before, after }: { before: Hold; after: Hold }) {
  const found = differences(before.args, after.args);
  return (
    <div className="changes" role="status">
      <h3>What the edit changes of the call</h3>
      {found.length === 0 ? (
        <p className="calm">The arguments stay as they are.</p>
      ) : (
        <Differences
          found={found}
          before="proposed"
          after="with the edit"
          of="What the edit changes of the call"
          beside={{ before: before.args, after: after.args }}
        />
      )}
      {after.title !== before.title && <p className="calm">Its title becomes “{after.title}”.</p>}
      <p className="hash">
        hash <code>{before.hash.slice(0, 16)}</code> → <code>{after.hash.slice(0, 16)}</code>
      </p>
    </div>
  );
}

/** Somebody changed what is asked while this page was open: what it was, what it is, and the way on. */
export function ChangedMeanwhile({ seen, now, onTake }: { seen: Hold; now: Hold; onTake: () => void }) {
  const found = [
    ...differences(seen.args, now.args),
    ...differences({ title: seen.title }, { title: now.title }),
  ];
  return (
    <div className="notice changed-meanwhile" role="alert">
      <p>
        <b>It is not what you saw any more.</b> Somebody changed it while this page was open
        {now.votes.length > 0 && `: ${now.votes.map((vote) => vote.by).join(", ")}`}. What you have typed
        stays.
      </p>
      {found.length === 0 ? (
        <p className="calm">The arguments are the same; another hash stands for them.</p>
      ) : (
        <Differences
          found={found}
          before="you saw"
          after="it is now"
          of="What changed while this page was open"
          beside={{ before: seen.args, after: now.args }}
        />
      )}
      <p className="actions">
        <button type="button" className="primary" onClick={onTake}>
          Go on with it as it is now
        </button>
      </p>
    </div>
  );
}
