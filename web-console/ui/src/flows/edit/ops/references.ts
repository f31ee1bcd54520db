import { at, field, fieldsOf, isFields, type Path, type Value } from "./value";
import { mentionsOf, type Mention } from "./mentions";
import { tellWay, waysOf, type Found } from "./ways";

/** Everything of a flow that names a state, besides its own key. */
export interface References {
  ways: Found[];
  /** Items of a context that load the state's events. */
  events: Path[];
  mentions: Mention[];
}

export function referencesTo(flow: Value, state: string): References {
  return {
    ways: waysOf(flow).filter((way) => way.to === state),
    events: [...eventsOf(field(flow, "states"), ["states"])].filter((path) => at(flow, path) === state),
    mentions: mentionsOf(flow, state),
  };
}

/** Whatever `context.load` takes the events of, wherever a question stands. */
function* eventsOf(value: Value | undefined, path: Path): Generator<Path> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* eventsOf(item, [...path, index]);
    }
  } else if (isFields(value)) {
    const load = field(field(field(value, "llm"), "context"), "load");
    for (const [index, item] of (Array.isArray(load) ? load : []).entries()) {
      const events = field(item, "events");
      for (const event of (Array.isArray(events) ? events : []).keys()) {
        yield [...path, "llm", "context", "load", index, "events", event];
      }
    }
    for (const [key, inner] of Object.entries(fieldsOf(value))) {
      if (key !== "llm") {
        yield* eventsOf(inner, [...path, key]);
      }
    }
  }
}

/** What names a state, in words, but for what it says of itself. */
export function tell(references: References, state: string): string[] {
  const own = (path: Path) => path[0] === "states" && path[1] === state;
  return [
    ...references.ways.filter(({ path }) => !own(path)).map(({ way, label }) => tellWay(way, label)),
    ...references.events.filter((path) => !own(path)).map((path) => `the context of \`${path[1]}\``),
    ...references.mentions
      .filter(({ path }) => !own(path))
      .map(({ path }) => `an expression of \`${path[0] === "states" ? path[1] : path.join(".")}\``),
  ];
}
