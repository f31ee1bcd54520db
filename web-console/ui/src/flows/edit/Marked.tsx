import { Fragment } from "react";
import { parts, type Run } from "./text/markdown";

/** The language's own words, written in a little Markdown. */
export function Marked({ text }: { text: string }) {
  return (
    <div className="marked">
      {parts(text).map((part, index) =>
        part.kind === "block" ? (
          <pre key={index} className="code" tabIndex={0}>
            {part.text}
          </pre>
        ) : part.kind === "list" ? (
          <ul key={index}>
            {part.items.map((item, at) => (
              <li key={at}>
                <Runs runs={item} />
              </li>
            ))}
          </ul>
        ) : (
          <p key={index}>
            <Runs runs={part.runs} />
          </p>
        ),
      )}
    </div>
  );
}

function Runs({ runs }: { runs: Run[] }) {
  return runs.map(({ kind, text }, index) =>
    kind === "code" ? (
      <code key={index}>{text}</code>
    ) : kind === "bold" ? (
      <b key={index}>{text}</b>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
