import { useId, type Ref } from "react";
import { OddNotice } from "./read/Odd";

/** The note that goes with a decision into the run's log. */
export function Note({
  value,
  onChange,
  needed,
  missing,
  ref,
}: {
  value: string;
  onChange: (value: string) => void;
  needed: boolean;
  missing: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Note{!needed && <span className="field-optional"> optional</span>}</label>
      <textarea
        ref={ref}
        id={id}
        rows={2}
        value={value}
        aria-required={needed}
        aria-invalid={missing}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p
        id={`${id}-about`}
        className={missing ? "field-problem" : "field-about"}
        role={missing ? "alert" : undefined}
      >
        {missing ? "A note is needed here." : "Kept with the decision; the flow may pass it on to a model."}
      </p>
      <OddNotice text={value} field />
    </div>
  );
}
