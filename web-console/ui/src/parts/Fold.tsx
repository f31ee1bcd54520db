import { useState } from "react";
import { Copy } from "./Copy";
import { Code, Value } from "./Value";

/** What is shown of a value that is folded, and how long one may be that is not. */
const SHORT = 1_200;

/** A value that may be large: folded when it is, and copied as JSON at a click. */
export function Fold({ value, label = "Copy" }: { value: unknown; label?: string }) {
  const [open, setOpen] = useState(false);
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
  const long = text.length > SHORT;
  return (
    <div className="fold">
      {long && !open ? (
        <Code value={`${text.slice(0, SHORT)}…`} />
      ) : typeof value === "string" || long ? (
        <Code value={text} />
      ) : (
        <Value value={value as never} />
      )}
      <p className="fold-buttons">
        {long && (
          <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Fold" : `Show all ${size(text.length)}`}
          </button>
        )}
        <Copy text={() => text} label={label} />
      </p>
    </div>
  );
}

export const size = (characters: number) =>
  characters < 10_000 ? `${characters} characters` : `${Math.round(characters / 1024)} KiB`;
