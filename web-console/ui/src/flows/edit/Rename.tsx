import { useId, useState, type FormEvent } from "react";

/** A new name for what stands at the cursor. */
export function Rename({
  old,
  busy,
  trouble,
  onRename,
  onClose,
}: {
  old: string;
  busy: boolean;
  trouble: string | undefined;
  onRename: (to: string) => void;
  onClose: () => void;
}) {
  const [to, setTo] = useState(old);
  const id = useId();
  function send(event: FormEvent) {
    event.preventDefault();
    onRename(to.trim());
  }
  return (
    <form
      className="edit-rename"
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          onClose();
        }
      }}
    >
      <label htmlFor={id}>
        Rename <code>{old}</code> to
      </label>
      <input
        id={id}
        value={to}
        autoFocus
        spellCheck={false}
        autoComplete="off"
        aria-invalid={trouble !== undefined}
        aria-describedby={`${id}-trouble`}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTo(event.target.value)}
      />
      <button type="submit" className="primary" disabled={busy || to.trim() === "" || to.trim() === old}>
        Rename
      </button>
      <button type="button" className="quiet" onClick={onClose}>
        Cancel
      </button>
      <span id={`${id}-trouble`} className="bad" role="alert">
        {trouble}
      </span>
    </form>
  );
}
