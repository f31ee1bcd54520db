import { useEffect, useState } from "react";

/** Puts a text on the clipboard and says so for a moment. */
export function Copy({ text, label, quiet = true }: { text: () => string; label: string; quiet?: boolean }) {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) {
      return undefined;
    }
    const later = setTimeout(() => setSaid(undefined), 2_000);
    return () => clearTimeout(later);
  }, [said]);
  return (
    <button
      type="button"
      className={quiet ? "quiet" : undefined}
      onClick={() =>
        void navigator.clipboard.writeText(text()).then(
          () => setSaid("Copied"),
          () => setSaid("The browser does not let it be copied"),
        )
      }
    >
      <span role="status">{said ?? label}</span>
    </button>
  );
}
