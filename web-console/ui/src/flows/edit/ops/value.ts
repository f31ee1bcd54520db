/** Reading and changing what a file says, as plain values. */

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Fields = { [key: string]: Value };
export type Path = (string | number)[];

export const isFields = (value: Value | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const fieldsOf = (value: Value | undefined): Fields => (isFields(value) ? value : {});

/** The own field of that name: `constructor` and its like are names as any other. */
export const field = (value: Value | undefined, key: string): Value | undefined =>
  isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export function at(value: Value | undefined, path: Path): Value | undefined {
  let here = value;
  for (const step of path) {
    here = Array.isArray(here) ? here[Number(step)] : field(here, String(step));
  }
  return here;
}

/** With another value at the path; what is missing on the way becomes fields. */
export function put(value: Value | undefined, path: Path, leaf: Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) {
    return leaf;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === Number(step) ? put(item, rest, leaf) : item));
  }
  const fields = fieldsOf(value);
  const key = String(step);
  return withField(fields, key, put(field(fields, key), rest, leaf));
}

/** Without what stands at the path. */
export function drop(value: Value | undefined, path: Path): Value {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, index) => index !== Number(step))
      : value.map((item, index) => (index === Number(step) ? drop(item, rest) : item));
  }
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([key]) => key !== step)
      : entries.map(([key, inner]) => [key, key === step ? drop(inner, rest) : inner]),
  );
}

function withField(fields: Fields, key: string, value: Value): Fields {
  return Object.fromEntries([...Object.entries(fields).filter(([name]) => name !== key), [key, value]]);
}

/** The same value, whatever the order of fields. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (isFields(a)) {
    if (!isFields(b)) {
      return false;
    }
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
    );
  }
  return Object.is(a, b);
}

/** Each text of the value, with where it stands. */
export function* texts(value: Value | undefined, path: Path = []): Generator<{ path: Path; text: string }> {
  if (typeof value === "string") {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* texts(item, [...path, index]);
    }
  } else if (isFields(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield* texts(item, [...path, key]);
    }
  }
}
