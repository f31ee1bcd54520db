import type { DiffLine } from "../../api/drafts";

const SAID: Record<DiffLine["kind"], string> = {
  same: "",
  changed: "changed",
  removed: "removed",
  added: "added",
  skip: "",
};

/** Two texts side by side; on a narrow page each change above the other. Told by signs and words as well as by colour. */
export function Lines({ lines, before, after }: { lines: DiffLine[]; before: string; after: string }) {
  return (
    <div className="diff" tabIndex={0} role="group" aria-label={`${before}, and beside it ${after}`}>
      <table>
        <colgroup>
          <col className="diff-numbers" />
          <col />
          <col className="diff-numbers" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {before}
            </th>
            <th scope="col" colSpan={2}>
              {after}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) =>
            line.kind === "skip" ? (
              <tr key={index} className="diff-skip">
                <td colSpan={4}>{line.count === 1 ? "1 line" : `${line.count} lines`} the same</td>
              </tr>
            ) : (
              <tr key={index} className={`diff-${line.kind}`}>
                <Side line={line} number={line.left} text={line.before} sign="−" side="before" />
                <Side line={line} number={line.right} text={line.after} sign="+" side="after" />
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Side({
  line,
  number,
  text,
  sign,
  side,
}: {
  line: DiffLine;
  number: number | undefined;
  text: string | undefined;
  sign: string;
  side: "before" | "after";
}) {
  const differs = line.kind !== "same" && text !== undefined;
  return (
    <>
      <td className={`diff-number diff-${side}`}>{number}</td>
      <td
        className={`diff-text diff-${side}${differs ? ` diff-is-${side}` : ""}${text === undefined ? " diff-none" : ""}`}
      >
        {differs && (
          <span className="diff-sign">
            <span aria-hidden="true">{sign}</span>
            <span className="unseen">{SAID[line.kind]} </span>
          </span>
        )}
        {text}
      </td>
    </>
  );
}
