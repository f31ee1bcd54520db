import { useId, useState } from "react";
import { meant, type Offered } from "./fields";

export interface FieldProps {
  label: string;
  /** As it stands in the text; undefined when it is more than one value. */
  value: string | undefined;
  as: Offered["as"];
  choices?: string[];
  options?: string[] | undefined;
  hint?: string;
  reason: string | undefined;
  offered?: Offered;
  commit: (text: string, value: string | number | undefined) => Promise<boolean>;
}

/** One value of the text. It is written when the field is left or Enter is pressed: a change is one gesture, not one a key. */
export function Field(props: FieldProps) {
  const { label, value, as, choices, options, hint, reason, offered, commit } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (value === undefined) {
    return (
      <p className="field inspector-many">
        <b>{label}</b> <span className="quiet-text">is more than one value; change it in the text.</span>
      </p>
    );
  }
  const write = async (text: string) => {
    if (text === value) {
      setDraft(undefined);
      setProblem(undefined);
      return;
    }
    const read = offered === undefined ? { value: text } : meant(offered, text);
    if ("problem" in read) {
      setProblem(read.problem);
      return;
    }
    setProblem(undefined);
    if (await commit(text, read.value)) {
      setDraft(undefined);
    }
  };
  const common = {
    id,
    disabled: reason !== undefined,
    title: reason,
    value: draft ?? value,
    "aria-invalid": problem !== undefined,
    "aria-describedby": problem === undefined ? undefined : `${id}-problem`,
  };
  const keys = (event: React.KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
      setProblem(undefined);
    } else if (event.key === "Enter" && (as !== "text" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void write(event.currentTarget.value);
    }
  };
  return (
    <div className={as === "text" ? "field inspector-wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      {as === "choice" ? (
        <select {...common} onChange={(event) => void write(event.target.value)}>
          {(offered?.needed !== true || value === "") && <option value="">{hint ?? "–"}</option>}
          {[...new Set([...(value === "" ? [] : [value]), ...(choices ?? [])])].map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : as === "text" ? (
        <textarea
          {...common}
          rows={Math.min(10, Math.max(2, (draft ?? value).split("\n").length))}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={(event) => void write(event.target.value)}
          onKeyDown={keys}
        />
      ) : (
        <input
          {...common}
          placeholder={hint}
          inputMode={as === "number" ? "decimal" : undefined}
          list={options === undefined || options.length === 0 ? undefined : `${id}-names`}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setDraft(event.target.value)}
          onBlur={(event) => void write(event.target.value)}
          onKeyDown={keys}
        />
      )}
      {options !== undefined && options.length > 0 && (
        <datalist id={`${id}-names`}>
          {options.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      {problem !== undefined && (
        <p className="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
