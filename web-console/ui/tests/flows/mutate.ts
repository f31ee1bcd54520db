import { isMap, parseDocument, Scalar, visit } from "yaml";
import { read } from "../../src/flows/edit/ops/file";
import { same } from "../../src/flows/edit/ops/value";
import { upTo, type Random } from "./seed";

/** Another way to write a flow down. All but the last two say the same as before. */
const WAYS: ((text: string, random: Random) => string)[] = [
  commentsBehindLines,
  commentsBetweenLines,
  blankLines,
  reprinted,
  reprinted,
  requoted,
  windows,
  withoutLastLineEnd,
  withMark,
  blanksBehindLines,
  longPrompt,
  renamed,
];

/** A text that still reads, and says the same where it is only written otherwise. */
export function mutated(text: string, random: Random): string {
  let changed = text;
  for (let count = random([1, 2, 3]); count > 0; count--) {
    const way = random(WAYS);
    const next = way(changed, random);
    if (reads(next) && (way === renamed || way === longPrompt || same(read(next).data, read(changed).data))) {
      changed = next;
    }
  }
  return changed;
}

export function reads(text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

const REMARKS = ["# why", "# 🚦 ünïcode – \"quoted\" 'too'", "# - { a: b }", "#", "# key: value"];

/** Tries each change by itself: one that would stand inside a text, and so say something else, is left out. */
function eachLine(text: string, random: Random, share: number, change: (line: string) => string): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(end);
  const before = read(text).data;
  const chosen = upTo(lines.length).filter(() => random(upTo(share)) === 0);
  const attempt = lines.map((line, index) => (chosen.includes(index) ? change(line) : line));
  const whole = attempt.join(end);
  if (reads(whole) && same(read(whole).data, before)) {
    return whole;
  }
  for (const part of [0, 1, 2].map((third) =>
    chosen.filter((_, number) => number % 3 === third).slice(0, 9),
  )) {
    const next = lines.map((line, index) => (part.includes(index) ? change(line) : line));
    const joined = next.join(end);
    if (reads(joined) && same(read(joined).data, before)) {
      return joined;
    }
  }
  return lines.join(end);
}

function commentsBehindLines(text: string, random: Random): string {
  return eachLine(text, random, 4, (line) => (line.trim() === "" ? line : `${line} ${random(REMARKS)}`));
}

function commentsBetweenLines(text: string, random: Random): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return eachLine(text, random, 6, (line) => {
    const indent = random([/^ */.exec(line)![0], "", "  ", "        "]);
    return `${indent}${random(REMARKS)}${end}${line}`;
  });
}

function blankLines(text: string, random: Random): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return eachLine(text, random, 6, (line) => random([end, `   ${end}`, end + end]) + line);
}

function blanksBehindLines(text: string, random: Random): string {
  return eachLine(text, random, 8, (line) => `${line}  `);
}

function windows(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}

function withoutLastLineEnd(text: string): string {
  return text.trimEnd();
}

function withMark(text: string): string {
  return text.startsWith("\ufeff") ? text : `\ufeff${text}`;
}

/** By the parser's own printer: other indentation, other quotes, brackets for lines and lines for brackets. */
function reprinted(text: string, random: Random): string {
  const document = parseDocument(text);
  const turn = random([1, 3, 8]);
  visit(document, {
    Collection(_, node) {
      if (random(upTo(turn)) === 0 && node !== document.contents) {
        node.flow = node.flow !== true;
      }
    },
  });
  // Comments inside brackets are printed on lines of their own, which some nestings do not take.
  return document.toString({
    indent: random([2, 3, 4, 7]),
    indentSeq: random([true, false]),
    lineWidth: random([0, 60, 120]),
    flowCollectionPadding: random([true, false]),
    singleQuote: random([true, false, null]),
  });
}

function requoted(text: string, random: Random): string {
  const document = parseDocument(text);
  const found: Scalar[] = [];
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string" && node.type === "PLAIN" && /^[\w .-]*$/.test(node.value)) {
        found.push(node);
      }
    },
  });
  let changed = text;
  const chosen = found.filter(() => random([true, false, false]));
  for (const node of chosen.sort((a, b) => b.range![0] - a.range![0])) {
    const quote = random(["'", '"']);
    const [from, to] = node.range!;
    const raw = changed.slice(from, to);
    if (raw === node.value) {
      changed = changed.slice(0, from) + quote + raw + quote + changed.slice(to);
    }
  }
  return changed;
}

const PROMPTS = [
  (pad: string) => `|\n${pad}Long ${"words ".repeat(200)}\n\n${pad}  - deeper\n${pad}# no comment\n\n\n`,
  (pad: string) => `|+\n${pad}Kept\n\n\n`,
  (pad: string) => `>-\n${pad}folded\n${pad}text 🙂\n\n${pad}next: nowhere\n`,
  (pad: string) => `|2-\n${pad}  indented first\n${pad}then less\n`,
  (pad: string) => `"one\n${pad}two\n\n${pad}three \\\n${pad}four"\n`,
];

/** A note that takes many lines, as a first key of some states. */
function longPrompt(text: string, random: Random): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const document = parseDocument(text);
  const states = document.get("states");
  if (!isMap<Scalar, unknown>(states) || states.flow === true) {
    return text;
  }
  const state = random(states.items).value;
  if (!isMap(state) || state.flow === true || state.has("note")) {
    return text;
  }
  const [first] = state.items;
  const from = (first?.key as Scalar | undefined)?.range?.[0] ?? 0;
  const column = from - (text.lastIndexOf("\n", from - 1) + 1);
  const made = random(PROMPTS)(" ".repeat(column + 2)).replaceAll("|2", `|${2}`);
  return text.slice(0, from) + `note: ${made.replaceAll("\n", end)}${" ".repeat(column)}` + text.slice(from);
}

function renamed(text: string, random: Random): string {
  const names = Object.keys((read(text).data as { states: object }).states);
  const to = random(["a", "Z_9", "state-with-a-rather-long-name-that-nobody-wants-to-read", "null_", "on2"]);
  const from = random(names);
  return names.includes(to) ? text : text.replace(new RegExp(`(?<![\\w.-])${from}(?![\\w.-])`, "g"), to);
}
