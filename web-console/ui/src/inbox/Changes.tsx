import type { Hold, Json } from "../api/views";

/** What an edit changes of a call: each argument before and after, and the new hash. */
export function Changes({ before, after }: { before: Hold; after: Hold }) {
  const names = [...new Set([...Object.keys(before.args), ...Object.keys(after.args)])];
  const changed = names.filter(
    (name) => JSON.stringify(before.args[name]) !== JSON.stringify(after.args[name]),
  );
  return (
    <div className="changes" role="status">
      <h3>What the edit changes</h3>
      {changed.length === 0 ? (
        <p className="calm">The arguments stay as they are.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">argument</th>
              <th scope="col">now</th>
              <th scope="col">with the edit</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <del>{words(before.args[name])}</del>
                </td>
                <td>
                  <ins>{words(after.args[name])}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {after.title !== before.title && <p className="calm">Its title becomes “{after.title}”.</p>}
      <p className="hash">
        hash <code>{before.hash.slice(0, 16)}</code> → <code>{after.hash.slice(0, 16)}</code>
      </p>
    </div>
  );
}

const words = (value: Json | undefined) =>
  value === undefined ? "—" : typeof value === "string" ? value : JSON.stringify(value);
