import type { Json, JsonObject, Misfit } from "../api/views";

/**
 * What a form makes of a JSON Schema. A *draft* is what stands in the fields: text for a number, nothing for a choice not
 * made yet. `read` turns it into a value or says what is missing; the server's own check has the last word.
 */
export type Shape =
  | { kind: "object"; fields: Field[]; schema: JsonObject }
  | { kind: "enum"; options: Json[] }
  | { kind: "const"; value: Json }
  | { kind: "number"; whole: boolean; min?: number; max?: number }
  | { kind: "string"; long: boolean; min: number; max?: number; date: boolean }
  | { kind: "boolean" }
  | { kind: "array"; item: Json; least: number; most?: number }
  | { kind: "union"; members: { label: string; schema: Json }[] }
  | { kind: "raw" };

export interface Field {
  name: string;
  title: string;
  description?: string;
  required: boolean;
  schema: Json;
}

export type Draft = undefined | boolean | string | Draft[] | DraftObject | DraftUnion;
export interface DraftObject {
  fields: { [name: string]: Draft };
}
export interface DraftUnion {
  pick: number | undefined;
  of: { [member: number]: Draft };
}

export type Read = { ok: true; value: Json | undefined } | { ok: false; misfits: Misfit[] };

const LONG_TEXT = 160;
const DEEPEST = 6;

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Follows `$ref` into the schema's own `$defs`. */
export function resolve(schema: Json | undefined, root: Json | undefined): JsonObject {
  let here: Json | undefined = schema;
  for (let hops = 0; hops < 20 && isObject(here) && typeof here["$ref"] === "string"; hops++) {
    const ref: string = here["$ref"];
    here = ref.startsWith("#/") ? at(root, ref.slice(1)) : undefined;
  }
  return isObject(here) ? here : {};
}

function at(value: Json | undefined, pointer: string): Json | undefined {
  let here = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    here = isObject(here) ? here[name] : Array.isArray(here) ? here[Number(name)] : undefined;
  }
  return here;
}

const number = (value: Json | undefined) => (typeof value === "number" ? value : undefined);
const text = (value: Json | undefined) => (typeof value === "string" ? value : undefined);

export function shapeOf(given: Json | undefined, root: Json | undefined, depth = 0): Shape {
  const schema = resolve(given, root);
  if (depth > DEEPEST) {
    return { kind: "raw" };
  }
  if (schema["const"] !== undefined) {
    return { kind: "const", value: schema["const"] };
  }
  if (Array.isArray(schema["enum"])) {
    return { kind: "enum", options: schema["enum"] };
  }
  const members = schema["oneOf"] ?? schema["anyOf"];
  if (Array.isArray(members) && members.length > 0) {
    return members.length === 1
      ? shapeOf(members[0], root, depth + 1)
      : {
          kind: "union",
          members: members.map((member, index) => ({ label: labelOf(member, root, index), schema: member })),
        };
  }
  const type = typeOf(schema);
  switch (type) {
    case "object":
      return objectShape(schema);
    case "integer":
    case "number":
      return {
        kind: "number",
        whole: type === "integer",
        min: number(schema["minimum"]),
        max: number(schema["maximum"]),
      };
    case "string": {
      const max = number(schema["maxLength"]);
      const format = text(schema["format"]);
      return {
        kind: "string",
        long: format === undefined && (max === undefined || max > LONG_TEXT),
        min: number(schema["minLength"]) ?? 0,
        max,
        date: format === "date",
      };
    }
    case "boolean":
      return { kind: "boolean" };
    case "array":
      return schema["items"] === undefined
        ? { kind: "raw" }
        : {
            kind: "array",
            item: schema["items"],
            least: number(schema["minItems"]) ?? 0,
            most: number(schema["maxItems"]),
          };
    default:
      return { kind: "raw" };
  }
}

function typeOf(schema: JsonObject): string | undefined {
  const type = schema["type"];
  if (Array.isArray(type)) {
    const others = type.filter((name) => name !== "null");
    return others.length === 1 ? text(others[0]) : undefined;
  }
  return text(type) ?? (isObject(schema["properties"]) ? "object" : undefined);
}

function objectShape(schema: JsonObject): Shape {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const names = Object.keys(properties);
  if (names.length === 0) {
    return { kind: "raw" };
  }
  const fields = names.map((name) => {
    const property = properties[name];
    return {
      name,
      title: (isObject(property) && text(property["title"])) || name.replaceAll("_", " "),
      description: isObject(property) ? text(property["description"]) : undefined,
      required: required.has(name),
      schema: property ?? {},
    };
  });
  return { kind: "object", fields, schema };
}

/** A union's member is named by the constant of its `choice`, else by its title. */
function labelOf(member: Json, root: Json | undefined, index: number): string {
  const schema = resolve(member, root);
  const choice = isObject(schema["properties"]) ? schema["properties"]["choice"] : undefined;
  if (isObject(choice)) {
    const only =
      choice["const"] ??
      (Array.isArray(choice["enum"]) && choice["enum"].length === 1 ? choice["enum"][0] : undefined);
    if (typeof only === "string") {
      return only;
    }
  }
  return text(schema["title"]) ?? typeOf(schema) ?? `form ${index + 1}`;
}

/** What stands in the fields for this value; without one, the schema's default or nothing. */
export function draftOf(given: Json | undefined, root: Json | undefined, value?: Json, depth = 0): Draft {
  const schema = resolve(given, root);
  const known = value === undefined ? schema["default"] : value;
  const shape = shapeOf(schema, root, depth);
  switch (shape.kind) {
    case "object": {
      const source = isObject(known) ? known : {};
      return {
        fields: Object.fromEntries(
          shape.fields.map((field) => [
            field.name,
            draftOf(field.schema, root, source[field.name], depth + 1),
          ]),
        ),
      };
    }
    case "enum": {
      const index = shape.options.findIndex((option) => JSON.stringify(option) === JSON.stringify(known));
      return index < 0 ? undefined : String(index);
    }
    case "const":
      return undefined;
    case "number":
      return typeof known === "number" ? String(known) : "";
    case "string":
      return typeof known === "string" ? known : "";
    case "boolean":
      return typeof known === "boolean" ? known : undefined;
    case "array":
      return Array.isArray(known)
        ? known.map((item) => draftOf(shape.item, root, item, depth + 1))
        : Array.from({ length: shape.least }, () => draftOf(shape.item, root, undefined, depth + 1));
    case "union": {
      const pick =
        known === undefined ? -1 : shape.members.findIndex((member) => mayBe(member.schema, root, known));
      return pick < 0
        ? { pick: undefined, of: {} }
        : { pick, of: { [pick]: draftOf(shape.members[pick]?.schema, root, known, depth + 1) } };
    }
    case "raw":
      return known === undefined ? "" : JSON.stringify(known, null, 2);
  }
}

/** Whether a value looks like one of this member: its `choice` or its kind is the same. */
function mayBe(schema: Json, root: Json | undefined, value: Json): boolean {
  const shape = shapeOf(schema, root);
  if (shape.kind === "object") {
    const choice = shape.fields.find((field) => field.name === "choice");
    if (choice !== undefined && isObject(value)) {
      const only = shapeOf(choice.schema, root);
      return only.kind === "const"
        ? only.value === value["choice"]
        : only.kind === "enum" && only.options.includes(value["choice"] ?? null);
    }
    return isObject(value);
  }
  return shape.kind === typeof value || (shape.kind === "array" && Array.isArray(value));
}

/** The draft as a value; `undefined` for an optional part that was left empty. */
export function read(
  given: Json | undefined,
  root: Json | undefined,
  draft: Draft,
  required = true,
  pointer = "",
  depth = 0,
): Read {
  const schema = resolve(given, root);
  const shape = shapeOf(schema, root, depth);
  const missing: Read = required ? wrong(pointer, "is needed") : { ok: true, value: undefined };
  switch (shape.kind) {
    case "object":
      return readObject(shape.fields, root, draft, required, pointer, depth);
    case "const":
      return { ok: true, value: shape.value };
    case "enum":
      return typeof draft === "string" && draft !== ""
        ? { ok: true, value: shape.options[Number(draft)] }
        : missing;
    case "number":
      return readNumber(shape, draft, missing, pointer);
    case "string": {
      if (typeof draft !== "string" || draft === "") {
        return missing;
      }
      if (shape.max !== undefined && [...draft].length > shape.max) {
        return wrong(pointer, `is longer than ${shape.max} characters`);
      }
      return [...draft].length < shape.min
        ? wrong(pointer, `is shorter than ${shape.min} characters`)
        : { ok: true, value: draft };
    }
    case "boolean":
      return typeof draft === "boolean" ? { ok: true, value: draft } : missing;
    case "array":
      return readArray(shape, root, draft, required, pointer, depth);
    case "union": {
      if (!isUnion(draft) || draft.pick === undefined) {
        return required ? wrong(pointer, "choose one") : { ok: true, value: undefined };
      }
      return read(shape.members[draft.pick]?.schema, root, draft.of[draft.pick], true, pointer, depth + 1);
    }
    case "raw": {
      if (typeof draft !== "string" || draft.trim() === "") {
        return missing;
      }
      try {
        return { ok: true, value: JSON.parse(draft) as Json };
      } catch {
        return wrong(pointer, "is not JSON");
      }
    }
  }
}

function readObject(
  fields: Field[],
  root: Json | undefined,
  draft: Draft,
  required: boolean,
  pointer: string,
  depth: number,
): Read {
  const drafts = isDraftObject(draft) ? draft.fields : {};
  if (!required && fields.every((field) => blank(drafts[field.name]))) {
    return { ok: true, value: undefined };
  }
  const value: JsonObject = {};
  const misfits: Misfit[] = [];
  for (const field of fields) {
    const part = read(
      field.schema,
      root,
      drafts[field.name],
      field.required,
      `${pointer}/${escape(field.name)}`,
      depth + 1,
    );
    if (!part.ok) {
      misfits.push(...part.misfits);
    } else if (part.value !== undefined) {
      value[field.name] = part.value;
    }
  }
  return misfits.length > 0 ? { ok: false, misfits } : { ok: true, value };
}

function readNumber(
  shape: Extract<Shape, { kind: "number" }>,
  draft: Draft,
  missing: Read,
  pointer: string,
): Read {
  if (typeof draft !== "string" || draft.trim() === "") {
    return missing;
  }
  const value = Number(draft.trim());
  if (!Number.isFinite(value)) {
    return wrong(pointer, "is not a number");
  }
  if (shape.whole && !Number.isInteger(value)) {
    return wrong(pointer, "must be a whole number");
  }
  if (shape.min !== undefined && value < shape.min) {
    return wrong(pointer, `must be ${shape.min} or more`);
  }
  return shape.max !== undefined && value > shape.max
    ? wrong(pointer, `must be ${shape.max} or less`)
    : { ok: true, value };
}

function readArray(
  shape: Extract<Shape, { kind: "array" }>,
  root: Json | undefined,
  draft: Draft,
  required: boolean,
  pointer: string,
  depth: number,
): Read {
  const items = Array.isArray(draft) ? draft : [];
  if (!required && items.length === 0) {
    return { ok: true, value: undefined };
  }
  const value: Json[] = [];
  const misfits: Misfit[] = [];
  items.forEach((item, index) => {
    const part = read(shape.item, root, item, true, `${pointer}/${index}`, depth + 1);
    if (!part.ok) {
      misfits.push(...part.misfits);
    } else {
      value.push(part.value ?? null);
    }
  });
  if (items.length < shape.least) {
    misfits.push({ pointer, message: `needs at least ${shape.least}` });
  }
  if (shape.most !== undefined && items.length > shape.most) {
    misfits.push({ pointer, message: `takes at most ${shape.most}` });
  }
  return misfits.length > 0 ? { ok: false, misfits } : { ok: true, value };
}

function wrong(pointer: string, message: string): Read {
  return { ok: false, misfits: [{ pointer, message }] };
}

const escape = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

export function isUnion(draft: Draft): draft is DraftUnion {
  return typeof draft === "object" && !Array.isArray(draft) && "of" in draft;
}

export function isDraftObject(draft: Draft): draft is DraftObject {
  return typeof draft === "object" && !Array.isArray(draft) && "fields" in draft;
}

function blank(draft: Draft): boolean {
  if (draft === undefined || draft === "") {
    return true;
  }
  if (Array.isArray(draft)) {
    return draft.length === 0;
  }
  if (isUnion(draft)) {
    return draft.pick === undefined;
  }
  return isDraftObject(draft) && Object.values(draft.fields).every(blank);
}
