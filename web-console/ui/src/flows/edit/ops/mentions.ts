import { texts, type Path, type Value } from "./value";

/** A state's name inside an expression: `run.visits.NAME`, or a text that `error.state` is held against. */
export interface Mention {
  /** The scalar that holds the expression. */
  path: Path;
  /** Where the name stands in the scalar's value. */
  from: number;
  to: number;
  /** It stands between quotes, where any name may stand. */
  quoted: boolean;
}

const BARE = new Set(["when", "match", "from", "in", "where", "key", "risk", "require", "recheck"]);

/** Where the expressions of a flow name a state. */
export function mentionsOf(flow: Value, state: string): Mention[] {
  const found: Mention[] = [];
  for (const { path, text } of texts(flow)) {
    if (text.includes(state) && !isPrompt(path)) {
      for (const [from, to] of expressions(path, text)) {
        for (const name of named(text.slice(from, to))) {
          if (name.text === state) {
            found.push({ path, from: from + name.from, to: from + name.to, quoted: name.quoted });
          }
        }
      }
    }
  }
  return found;
}

/** What a model is asked names only the items of its context. */
const isPrompt = (path: Path) => path.includes("llm") && ["prompt", "system"].includes(String(path.at(-1)));

/** The stretches of a scalar that are expressions: all of it where the key says so, else each `${…}`. */
function expressions(path: Path, text: string): [number, number][] {
  const key = path.at(-1);
  const list = path.at(-2);
  const bare =
    path[0] !== "types" &&
    ((typeof key === "string" && path.length > 1 && BARE.has(key)) ||
      (typeof key === "number" && (list === "show" || list === "edit")));
  if (bare && !text.includes("${")) {
    return [[0, text.length]];
  }
  const found: [number, number][] = [];
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
    if (text[at - 1] === "$") {
      continue;
    }
    let depth = 1;
    let end = at + 2;
    for (const token of tokens(text.slice(at + 2))) {
      depth += token.text === "{" ? 1 : token.text === "}" ? -1 : 0;
      end = at + 2 + token.to;
      if (depth === 0) {
        break;
      }
    }
    found.push([at + 2, depth === 0 ? end - 1 : text.length]);
  }
  return found;
}

interface Token {
  text: string;
  from: number;
  to: number;
}

const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|[=!]=|\S/gs;

function tokens(expression: string): Token[] {
  return [...expression.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function named(expression: string): { text: string; from: number; to: number; quoted: boolean }[] {
  const all = tokens(expression);
  const found: { text: string; from: number; to: number; quoted: boolean }[] = [];
  const word = (index: number) => all[index]?.text ?? "";
  const chain = (index: number, root: string, name: string) =>
    word(index) === root && word(index + 1) === "." && word(index + 2) === name && word(index - 1) !== ".";
  const text = (index: number) => {
    const token = all[index];
    if (token !== undefined && /^["']/.test(token.text) && token.text.length > 1) {
      found.push({ text: token.text.slice(1, -1), from: token.from + 1, to: token.to - 1, quoted: true });
    }
  };
  all.forEach((_, index) => {
    if (chain(index, "run", "visits")) {
      const name = all[index + 4];
      if (word(index + 3) === "." && name !== undefined) {
        found.push({ text: name.text, from: name.from, to: name.to, quoted: false });
      } else if (word(index + 3) === "[") {
        text(index + 4);
      }
    } else if (chain(index, "error", "state")) {
      if (isEquality(word(index + 3))) {
        text(index + 4);
      }
      if (isEquality(word(index - 1))) {
        text(index - 2);
      }
      if (word(index + 3) === "in" && word(index + 4) === "[") {
        for (let item = index + 5; item < all.length && word(item) !== "]"; item++) {
          text(item);
        }
      }
    }
  });
  return found;
}

const isEquality = (word: string) => word === "==" || word === "!=";
