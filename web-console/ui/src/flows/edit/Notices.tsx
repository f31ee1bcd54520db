import type { Refusal } from "./useSaving";

/** What stands in the way of saving or of checking, each with its way out. */
export function Notices({
  refusal,
  trouble,
  changed,
  whyNot,
  onBroken,
  onClose,
  onAgain,
  onCompare,
}: {
  refusal: Refusal | undefined;
  trouble: Error | undefined;
  /** The file on the disk is not the one that the work began with. */
  changed: boolean;
  whyNot: string | undefined;
  onBroken: () => void;
  onClose: () => void;
  onAgain: () => void;
  onCompare: () => void;
}) {
  return (
    <>
      {whyNot !== undefined && (
        <p className="notice edit-notice">
          {whyNot}
          {!whyNot.startsWith("You may look") &&
            " You can write all the same, and download the file or copy a patch."}
        </p>
      )}
      {refusal?.kind === "broken" && (
        <div className="notice notice-bad edit-notice" role="alert">
          <p>{refusal.message.replace(/ Mend it, or save.*$/s, "")}</p>
          <p>Runs that have begun go on with their own version; no new one starts until it is mended.</p>
          <div className="actions">
            <button type="button" className="danger" onClick={onBroken}>
              Save it with its errors
            </button>
            <button type="button" className="quiet" onClick={onClose}>
              Mend it first
            </button>
          </div>
        </div>
      )}
      {refusal?.kind === "other" && (
        <div className="notice notice-bad edit-notice" role="alert">
          <p>{refusal.error.message}</p>
          <button type="button" className="quiet" onClick={onClose}>
            Close
          </button>
        </div>
      )}
      {changed && refusal === undefined && (
        <div className="notice edit-notice" role="status">
          <p>The file was changed on the server since you opened it.</p>
          <button type="button" className="quiet" onClick={onCompare}>
            Look at the difference
          </button>
        </div>
      )}
      {trouble !== undefined && (
        <div className="notice edit-notice" role="status">
          <p>The text could not be checked: {trouble.message} What you see of it is older than the text.</p>
          <button type="button" className="quiet" onClick={onAgain}>
            Check again
          </button>
        </div>
      )}
    </>
  );
}
