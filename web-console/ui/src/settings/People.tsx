import type { ConfiguredPerson, Settings } from "../api/settings";
import { Empty, Panel } from "../parts/Bits";
import { Names } from "./Facts";

interface Props {
  people: ConfiguredPerson[];
  groups: string[];
  ways: Settings["sign_in"];
}

export function People({ people, groups, ways }: Props) {
  return (
    <div className="settings-wide">
      <Panel title="People" aside={<span className="quiet-text">{people.length}</span>}>
        {people.length === 0 ? (
          <Empty title="Nobody is configured.">
            <p>
              The operator’s token is the only way in. Add <code>people</code> to <code>signalbox.yaml</code>{" "}
              to let others decide under their own names.
            </p>
          </Empty>
        ) : (
          <table className="settings-table">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Roles</th>
                <th scope="col">Groups</th>
                <th scope="col">Signs in by</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id}>
                  <th scope="row">
                    {person.name}{" "}
                    <span className="quiet-text">{person.name === person.id ? "" : person.id}</span>
                  </th>
                  <td data-label="Roles">
                    <Names names={person.roles} none="viewer" />
                  </td>
                  <td data-label="Groups">
                    <Names names={person.groups} none="none" />
                  </td>
                  <td data-label="Signs in by">
                    <By person={person} ways={ways} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <Panel title="Groups" aside={<span className="quiet-text">{groups.length}</span>}>
        {groups.length === 0 ? (
          <p className="calm">None are declared.</p>
        ) : (
          <dl className="settings-facts">
            {groups.map((group) => (
              <div key={group}>
                <dt>{group}</dt>
                <dd>
                  <Members of={people.filter((person) => person.groups.includes(group))} ways={ways} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
    </div>
  );
}

function Members({ of, ways }: { of: ConfiguredPerson[]; ways: Settings["sign_in"] }) {
  if (of.length > 0) {
    return <>{of.map((person) => person.name).join(", ")}</>;
  }
  return ways.provider?.groups !== undefined ? (
    <span className="quiet-text">whom the provider puts in it</span>
  ) : (
    <span className="settings-warning">Nobody: what is held for it alone waits for an operator.</span>
  );
}

function By({ person, ways }: { person: ConfiguredPerson; ways: Settings["sign_in"] }) {
  const known = person.known_as.length > 0 ? person.known_as : [person.id];
  const named =
    ways.provider?.ready === true || (ways.proxy?.ready === true && ways.proxy.header !== undefined);
  const typed = person.token && ways.tokens;
  if (!typed && !named && !person.token) {
    return <span className="settings-warning">No way yet</span>;
  }
  return (
    <ul className="settings-ways">
      {person.token && <li>{typed ? "token" : "token, for programs only"}</li>}
      {named && <li>as {known.join(" or ")}</li>}
    </ul>
  );
}
