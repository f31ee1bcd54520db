import type { Values } from "../../api/evidence";
import type { Json } from "../../api/views";
import { type Difference, words } from "./differences";
import { Odd } from "./Odd";
import { readable } from "./people";
import { inWords } from "./Reading";
import "./read.css";

/** What was and what is, one row for each value that is another. */
export function Differences({
  found,
  before,
  after,
  of,
  beside,
}: {
  found: Difference[];
  before: string;
  after: string;
  of: string;
  /** The objects that the values stand in: an amount is told with the currency beside it. */
  beside?: { before: Values; after: Values };
}) {
  return (
    <table className="differences">
      <caption className="unseen">{of}</caption>
      <thead>
        <tr>
          <th scope="col">value</th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {found.map((one) => (
          <Row key={one.path} one={one} beside={beside} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one, beside }: { one: Difference; beside?: { before: Values; after: Values } }) {
  const told =
    typeof one.before === "string" && typeof one.after === "string"
      ? words(one.before, one.after)
      : undefined;
  return (
    <tr>
      <th scope="row">
        <Odd text={one.path === "" ? "value" : one.path} />
      </th>
      <td>
        {told === undefined ? (
          <del>
            <Brief value={one.before} path={one.path} beside={beside?.before} />
          </del>
        ) : (
          told
            .filter((word) => word.kind !== "new")
            .map((word, index) =>
              word.kind === "same" ? (
                <Odd key={index} text={word.text} />
              ) : (
                <del key={index}>
                  <Odd text={word.text} />
                </del>
              ),
            )
        )}
      </td>
      <td>
        {told === undefined ? (
          <ins>
            <Brief value={one.after} path={one.path} beside={beside?.after} />
          </ins>
        ) : (
          told
            .filter((word) => word.kind !== "gone")
            .map((word, index) =>
              word.kind === "same" ? (
                <Odd key={index} text={word.text} />
              ) : (
                <ins key={index}>
                  <Odd text={word.text} />
                </ins>
              ),
            )
        )}
      </td>
    </tr>
  );
}

function Brief({ value, path, beside }: { value: Json | undefined; path: string; beside?: Values }) {
  const people = readable(value, { name: path.split(".").at(-1), in: beside });
  return people !== undefined && people.text !== people.exact ? (
    <>
      {people.text} <code className="exact">{people.exact}</code>
    </>
  ) : (
    <Odd text={inWords(value)} />
  );
}
