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

/** Says so, where a text has any; of what stands in a field, which marks nothing, also what it says. */
export function OddNotice({ text, field = false }: { text: string; field?: boolean }) {
  const count = oddities(text);
  if (count === 0) {
    return null;
  }
  const which = count === 1 ? "One character here is" : `${count} characters here are`;
  return (
    <>
      <p className="odd-notice">
        {which} not what {count === 1 ? "it looks" : "they look"} like, or {count === 1 ? "does" : "do"} not
        show. {field ? "This is what it says:" : count === 1 ? "It is marked." : "Each is marked."}
      </p>
      {field && (
        <p className="odd-shown">
          <Odd text={text} />
        </p>
      )}
    </>
  );
}
