import type { Json } from "../../api/views";
import { isObject } from "../../form/schema";
import { Code } from "../../parts/Value";
import { Odd, OddNotice } from "./Odd";
import { around, readable, type Around } from "./people";
import "./read.css";

const DEEPEST = 4;

/**
 * A value for whoever decides by it: money and dates as people write them, with the exact value beside; characters that do
 * not show made visible; always as text.
 */
export function Reading({
  value,
  at = {},
  depth = 0,
}: {
  value: Json | undefined;
  at?: Around;
  depth?: number;
}) {
  if (value === undefined) {
    return <span className="missing">missing</span>;
  }
  if (value === null) {
    return <span className="missing">none</span>;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) {
      return <span className="missing">empty list</span>;
    }
    return depth >= DEEPEST ? (
      <Code value={value} />
    ) : (
      <ol className="values">
        {value.map((item, index) => (
          <li key={index}>
            <Reading value={item} at={at} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  }
  if (isObject(value)) {
    if (Object.keys(value).length === 0) {
      return <span className="missing">empty</span>;
    }
    return depth >= DEEPEST ? <Code value={value} /> : <Readings value={value} depth={depth + 1} />;
  }
  return <Scalar value={value} at={at} />;
}

export function Readings({
  value,
  depth = 0,
  after,
}: {
  value: Record<string, Json | undefined>;
  depth?: number;
  after?: (name: string) => React.ReactNode;
}) {
  return (
    <dl className="pairs">
      {Object.entries(value).map(([name, part]) => (
        <div key={name} className={isObject(part) || Array.isArray(part) ? "nested" : undefined}>
          <dt>
            <Odd text={name} />
          </dt>
          <dd>
            <Reading value={part} at={around(name, value as Json)} depth={depth} />
            {after?.(name)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Scalar({ value, at }: { value: string | number | boolean; at: Around }) {
  const people = readable(value, at);
  if (people !== undefined) {
    return (
      <span className="scalar">
        {people.text}
        {people.text !== people.exact && <code className="exact">{people.exact}</code>}
      </span>
    );
  }
  if (typeof value === "string") {
    return value === "" ? (
      <span className="missing">empty</span>
    ) : (
      <>
        <span className="text">
          <Odd text={value} />
        </span>
        <OddNotice text={value} />
      </>
    );
  }
  return <span className="scalar">{String(value)}</span>;
}

/** In one line, for tables of differences. */
export function inWords(value: Json | undefined): string {
  return value === undefined
    ? "—"
    : value === ""
      ? "empty"
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
}
