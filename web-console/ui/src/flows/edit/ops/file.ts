import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Path, Value } from "./value";
import { isFields } from "./value";

/** Why a gesture is not made, in a sentence for the person who made it. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** The places that stand in the way. */
    readonly places: string[] = [],
  ) {
    super(message);
  }
}

export type MapPair = Pair<Scalar, unknown>;

/** A flow file as its text, the nodes of its parser and what it says. */
export interface FlowFile {
  text: string;
  root: YAMLMap<Scalar, unknown>;
  data: Value;
  /** How a line ends where one is added. */
  eol: string;
  /** The quotes that the file uses where it has a choice. */
  quote: '"' | "'";
}

/** Reads a text; refuses what does not parse and what the language refuses anyhow. */
export function read(text: string): FlowFile {
  const document = parseDocument(text, { keepSourceTokens: true, schema: "core", version: "1.2" });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    throw new Refusal(
      `The text cannot be read${line === undefined ? "" : ` (line ${line})`}; mend it first. ${said(error.message)}`,
    );
  }
  if (!isMap(document.contents)) {
    throw new Refusal("The file has no keys yet; write `signalbox`, `flow`, `start` and `states` first.");
  }
  const data = plain(() => document.toJS({ maxAliasCount: 0 }) as Value);
  if (!isFields(data) || document.contents.items.length === 0) {
    throw new Refusal("The file has no keys yet; write `signalbox`, `flow`, `start` and `states` first.");
  }
  return {
    text,
    root: document.contents as YAMLMap<Scalar, unknown>,
    data,
    eol: /\r?\n/.exec(text)?.[0] ?? "\n",
    quote: (text.match(/: '/g)?.length ?? 0) > (text.match(/: "/g)?.length ?? 0) ? "'" : '"',
  };
}

function plain(read: () => Value): Value {
  try {
    return read();
  } catch {
    throw new Refusal("The file uses anchors, which a flow must not; write the values out.");
  }
}

/** The first sentence of the parser's own words. */
function said(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "") + ".";
}

/** The comments of a text, in order. */
export function comments(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  for (const token of new Lexer().lex(text)) {
    // What the lexer adds for the parser is no part of the text.
    if (token === "\u{2}" || token === "\u{18}" || token === "\u{1f}") {
      continue;
    }
    if (token.startsWith("#")) {
      found.push({ from, to: from + token.length });
    }
    from += token.length;
  }
  return found;
}

export function pairOf(map: unknown, key: string): MapPair | undefined {
  return isMap(map)
    ? (map.items as MapPair[]).find((pair) => isPair(pair) && isScalar(pair.key) && keyOf(pair) === key)
    : undefined;
}

/** A key as the plain value has it. */
export const keyOf = (pair: MapPair): string => (pair.key.value === null ? "" : String(pair.key.value));

/** The node at a path; undefined where there is none. */
export function nodeAt(file: FlowFile, path: Path): unknown {
  let here: unknown = file.root;
  for (const step of path) {
    here = isSeq(here) ? here.items[Number(step)] : pairOf(here, String(step))?.value;
  }
  return here;
}

export function mapAt(file: FlowFile, path: Path): YAMLMap<Scalar, unknown> {
  const node = nodeAt(file, path);
  if (!isMap(node)) {
    throw new Refusal(`\`${path.join(".")}\` is not written as keys and values; change it in the text.`);
  }
  return node as YAMLMap<Scalar, unknown>;
}

export function scalarAt(file: FlowFile, path: Path): Scalar {
  const node = nodeAt(file, path);
  if (!isScalar(node) || node.range === undefined || node.range === null) {
    throw new Refusal(`\`${path.join(".")}\` is not a single value; change it in the text.`);
  }
  return node;
}
