import { short } from "../../parts/Bits";
import { ago } from "../../parts/time";
import type { Choices } from "./choice";

/** Chooses what a trial is made with: nothing, a sample beside the flow, a recent run, or JSON of one's own. */
export function DataChoice({
  choices,
  id,
  choice,
  onChoice,
  worst,
}: {
  choices: Choices;
  id: string;
  choice: string;
  onChoice: (choice: string) => void;
  /** What no data stands for; left out where a trial needs data. */
  worst?: string;
}) {
  const samples = Object.keys(choices.samples);
  const recent = choices.runs;
  return (
    <p className="try-choice">
      <label htmlFor={id}>Data</label>
      <select id={id} value={choice} onChange={(event) => onChoice(event.target.value)}>
        {worst !== undefined && <option value="worst">{worst}</option>}
        {samples.length > 0 && (
          <optgroup label="Sample inputs">
            {samples.map((name) => (
              <option key={name} value={`sample:${name}`}>
                {name === "default" ? "the flow's sample" : `sample ${name}`}
              </option>
            ))}
          </optgroup>
        )}
        {recent.length > 0 && (
          <optgroup label="Recent runs">
            {recent.map((run) => (
              <option key={run.id} value={`run:${run.id}`}>
                {run.key ?? short(run.id)}, {run.status}, {ago(run.started_at, Date.now())}
              </option>
            ))}
          </optgroup>
        )}
        <option value="own">JSON of your own</option>
      </select>
    </p>
  );
}
