import { Value } from "../../parts/Value";
import type { Changed } from "../../api/runs";

/** Values before and after, told by mark and word as well as by colour. */
export function Differences({ changed }: { changed: Changed[] }) {
  if (changed.length === 0) {
    return <p className="calm">Nothing.</p>;
  }
  return (
    <ul className="before-after">
      {changed.map(({ path, before, after }) => (
        <li key={path}>
          <code>{path}</code>
          {before !== undefined && (
            <del>
              <span className="unseen">before: </span>
              <Value value={before} />
            </del>
          )}
          {after !== undefined && (
            <ins>
              <span className="unseen">after: </span>
              <Value value={after} />
            </ins>
          )}
          {after === undefined && <p className="calm">is gone</p>}
        </li>
      ))}
    </ul>
  );
}
