import type { Json } from "../api/views";
import { isObject } from "../form/schema";

const DEEPEST = 3;

/** A JSON value for reading, always as text: objects as tables, long texts with their line breaks. */
export function Value({ value, depth = 0 }: { value: Json | undefined; depth?: number }) {
  if (value === undefined) {
    return <span className="missing">missing</span>;
  }
  if (value === null) {
    return <span className="missing">none</span>;
  }
  if (typeof value === "string") {
    return value === "" ? <span className="missing">empty</span> : <span className="text">{value}</span>;
  }
  if (typeof value !== "object") {
    return <span className="scalar">{String(value)}</span>;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) {
      return <span className="missing">empty list</span>;
    }
    if (depth >= DEEPEST) {
      return <Code value={value} />;
    }
    return (
      <ol className="values">
        {value.map((item, index) => (
          <li key={index}>
            <Value value={item} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  }
  const entries = Object.entries(value);
  if (entries.length === 0) {
    return <span className="missing">empty</span>;
  }
  return depth >= DEEPEST ? <Code value={value} /> : <Pairs value={value} depth={depth + 1} />;
}

export function Pairs({ value, depth = 0 }: { value: Record<string, Json | undefined>; depth?: number }) {
  return (
    <dl className="pairs">
      {Object.entries(value).map(([name, part]) => (
        <div key={name} className={isObject(part) || Array.isArray(part) ? "nested" : undefined}>
          <dt>{name}</dt>
          <dd>
            <Value value={part} depth={depth} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Code({ value }: { value: unknown }) {
  return (
    <pre className="code" tabIndex={0}>
      {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
    </pre>
  );
}
