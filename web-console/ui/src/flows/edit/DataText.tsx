import { readData } from "./given";

/** A plain place for JSON, with what is wrong with it beneath. */
export function DataText({
  id,
  label,
  text,
  onText,
}: {
  id: string;
  label: string;
  text: string;
  onText: (text: string) => void;
}) {
  const read = readData(text);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="try-json"
        rows={Math.min(16, Math.max(5, text.split("\n").length))}
        spellCheck={false}
        value={text}
        aria-invalid={!read.ok}
        aria-describedby={`${id}-said`}
        onChange={(event) => onText(event.target.value)}
      />
      <p id={`${id}-said`} className={read.ok ? "field-about" : "field-problem"} role="status">
        {read.ok ? "As `signalbox context` takes it: input, data and events." : read.why}
      </p>
    </div>
  );
}
