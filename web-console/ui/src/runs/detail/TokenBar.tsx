import type { Budget } from "./tokens";

const TONES = 6;

/** The question as a bar of its parts, each named with its tokens below. */
export function TokenBar({ budget }: { budget: Budget }) {
  const whole = budget.pieces.reduce((sum, piece) => sum + piece.tokens, 0);
  let tone = 0;
  const pieces = budget.pieces.map((piece) => ({
    ...piece,
    tone: piece.kind === "item" ? `item-${tone++ % TONES}` : piece.kind,
  }));
  return (
    <div className="token-bar">
      <div className="token-pieces" aria-hidden="true">
        {pieces.map((piece) => (
          <span
            key={`${piece.kind} ${piece.name}`}
            className={`token-piece token-${piece.tone}`}
            style={{ width: `${(100 * piece.tokens) / whole}%` }}
            title={`${piece.name}: ${piece.tokens} tokens`}
          />
        ))}
      </div>
      <ul className="token-names" aria-label="Tokens by part">
        {pieces.map((piece) => (
          <li key={`${piece.kind} ${piece.name}`}>
            <span className={`token-key token-${piece.tone}`} aria-hidden="true" /> {piece.name}{" "}
            <span className="quiet-text">{piece.tokens}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Each candidate with what became of it, and the line of the file that decided. */
export function Candidates({ budget }: { budget: Budget }) {
  if (budget.items.length === 0) {
    return <p className="calm">No item was loaded.</p>;
  }
  return (
    <div className="wide" tabIndex={0} role="region" aria-label="What became of each item">
      <table className="manifest">
        <thead>
          <tr>
            <th scope="col">item</th>
            <th scope="col">became</th>
            <th scope="col" className="number">
              tokens
            </th>
            <th scope="col">because</th>
          </tr>
        </thead>
        <tbody>
          {budget.items.map((item, index) => (
            <tr key={index}>
              <th scope="row">
                {item.item}
                {item.source !== item.item && <span className="manifest-source">{item.source}</span>}
              </th>
              <td className={`verdict verdict-${item.verdict}`}>{item.verdict}</td>
              <td className="number">
                {item.before}
                {item.after !== item.before && ` → ${item.after}`}
              </td>
              <td>
                {item.reason}
                {item.rule !== undefined && (
                  <span className="manifest-rule">
                    {item.rule.place} <code>{item.rule.text}</code>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
