import { field, fieldsOf, isFields, type Path, type Value } from "./value";

/** One place of a file that names the state which follows. */
export type Way =
  | { kind: "start" }
  | { kind: "next"; state: string }
  | { kind: "branch"; state: string; index: number }
  | { kind: "case"; state: string; value: string }
  | { kind: "else"; state: string }
  | { kind: "otherwise"; state: string; outcome: string }
  | { kind: "default"; outcome: string };

export interface Found {
  way: Way;
  /** Where the name of the state stands. */
  path: Path;
  to: string;
  /** As the diagram says it: a condition, a case's value, an outcome; nothing for a plain next. */
  label: string;
}

/** Every way of a flow, in the order of the language: a state's `next`, then its `otherwise`. */
export function waysOf(flow: Value): Found[] {
  const found: Found[] = [];
  add(found, { kind: "start" }, ["start"], field(flow, "start"), "start");
  for (const [state, fields] of Object.entries(fieldsOf(field(flow, "states")))) {
    found.push(...waysFrom(state, fields));
  }
  for (const [outcome, route] of Object.entries(fieldsOf(field(flow, "otherwise")))) {
    addRoute(found, { kind: "default", outcome }, ["otherwise", outcome], route, outcome);
  }
  return found;
}

export function waysFrom(state: string, fields: Value): Found[] {
  const found: Found[] = [];
  const path: Path = ["states", state, "next"];
  const next = field(fields, "next");
  if (Array.isArray(next)) {
    next.forEach((branch, index) => {
      const when = field(branch, "when");
      const label = when === undefined ? "else" : String(when).trim();
      add(found, { kind: "branch", state, index }, [...path, index, "to"], field(branch, "to"), label);
    });
  } else if (isFields(next)) {
    for (const [value, to] of Object.entries(fieldsOf(field(next, "cases")))) {
      add(found, { kind: "case", state, value }, [...path, "cases", value], to, value);
    }
    add(found, { kind: "else", state }, [...path, "else"], field(next, "else"), "else");
  } else {
    add(found, { kind: "next", state }, path, next, "");
  }
  for (const [outcome, route] of Object.entries(fieldsOf(field(fields, "otherwise")))) {
    const at = ["states", state, "otherwise", outcome];
    addRoute(found, { kind: "otherwise", state, outcome }, at, route, outcome);
  }
  return found;
}

function addRoute(found: Found[], way: Way, path: Path, route: Value, label: string) {
  if (isFields(route)) {
    add(found, way, [...path, "to"], field(route, "to"), label);
  } else {
    add(found, way, path, route, label);
  }
}

function add(found: Found[], way: Way, path: Path, to: Value | undefined, label: string) {
  if (typeof to === "string" && to !== "") {
    found.push({ way, path, to, label });
  }
}

/** The way as it stands now; undefined when it is gone. */
export function find(flow: Value, way: Way): Found | undefined {
  return waysOf(flow).find((found) => keyOfWay(found.way) === keyOfWay(way));
}

/** Tells ways apart. */
export function keyOfWay(way: Way): string {
  switch (way.kind) {
    case "start":
      return "start";
    case "next":
    case "else":
      return JSON.stringify([way.kind, way.state]);
    case "branch":
      return JSON.stringify([way.kind, way.state, way.index]);
    case "case":
      return JSON.stringify([way.kind, way.state, way.value]);
    case "otherwise":
      return JSON.stringify([way.kind, way.state, way.outcome]);
    case "default":
      return JSON.stringify([way.kind, way.outcome]);
  }
}

/** A way in words, as a list of what leads to a state says it. */
export function tellWay(way: Way, label: string): string {
  switch (way.kind) {
    case "start":
      return "the flow's `start`";
    case "next":
      return `\`next\` of \`${way.state}\``;
    case "branch":
      return label === "else" ? `the last branch of \`${way.state}\`` : `\`${way.state}\` when \`${label}\``;
    case "case":
      return `case \`${way.value}\` of \`${way.state}\``;
    case "else":
      return `\`else\` of \`${way.state}\``;
    case "otherwise":
      return `\`${way.outcome}\` of \`${way.state}\``;
    case "default":
      return `the flow's \`otherwise\`, \`${way.outcome}\``;
  }
}
