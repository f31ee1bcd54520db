import { oddities, pieces } from "./odd";
import "./read.css";

/** Text as it is, with a mark in the place of each character that its reader could not see or would take for another. */
export function Odd({ text }: { text: string }) {
  const found = pieces(text);
  return (
    <bdi>
      {found.map((piece, index) =>
        piece.kind === "plain" ? (
          <span key={index}>{piece.text}</span>
        ) : (
          <mark key={index} className="odd" title={piece.why}>
            {piece.mark}
            <span className="unseen"> ({piece.why})</span>
          </mark>
        ),
      )}
    </bdi>
  );
}

/** Says so, where a text that somebody reads or sends has any. */
export function OddNotice({ text }: { text: string }) {
  const count = oddities(text);
  return count === 0 ? null : (
    <p className="odd-notice">
      {count === 1 ? "One character here is" : `${count} characters here are`} not what they look like, or do not
      show. Each is marked in the text.
    </p>
  );
}
