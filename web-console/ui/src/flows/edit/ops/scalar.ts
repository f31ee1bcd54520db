import { Scalar } from "yaml";
import type { TextEdit } from "../types";
import type { FlowFile } from "./file";
import { columnOf, endOf, lineAfter, lineStart, lines } from "./lines";

type Plain = string | number | boolean | null;

/** A scalar as it is written on one line. */
export function written(value: Plain, flow: boolean, quote: '"' | "'"): string {
  if (typeof value !== "string") {
    return String(value);
  }
  return isPlain(value, flow) ? value : quoted(value, quote);
}

/** The edits that make a scalar another, in the style it is written in as far as that can say it. */
export function replaced(file: FlowFile, old: Scalar, value: Plain, flow: boolean): TextEdit[] {
  const [from, to] = old.range!;
  if (old.type === Scalar.BLOCK_LITERAL || old.type === Scalar.BLOCK_FOLDED) {
    return block(file, old, value);
  }
  if (
    typeof value === "string" &&
    value.includes("\n") &&
    !flow &&
    isBlock(value) &&
    onOneLine(file, from, to)
  ) {
    const indent = keyColumn(file, from) + 2;
    const content = contentLines(value, indent);
    return [{ from, to, insert: header(value) }, lines(file, lineAfter(file, to), content)];
  }
  return [{ from, to, insert: inStyle(file, old, value, flow) }];
}

function inStyle(file: FlowFile, old: Scalar, value: Plain, flow: boolean): string {
  if (typeof value !== "string") {
    return String(value);
  }
  switch (old.type) {
    case Scalar.QUOTE_DOUBLE:
      return quoted(value, '"');
    case Scalar.QUOTE_SINGLE:
      return quoted(value, "'");
    default:
      return written(value, flow, file.quote);
  }
}

/** Header and content are two edits, so that a comment behind the header stays. */
function block(file: FlowFile, old: Scalar, value: Plain): TextEdit[] {
  const from = old.range![0];
  const mark = /^[|>][-+0-9]*/.exec(file.text.slice(from))![0];
  const content = Math.min(lineAfter(file, from), old.range![1]);
  if (typeof value !== "string" || !isBlock(value)) {
    return [
      { from, to: from + mark.length, insert: written(value, false, file.quote) },
      { from: content, to: Math.max(content, endOf(file, old)), insert: "" },
    ];
  }
  const end = Math.max(content, header(value) === "|+" ? old.range![1] : endOf(file, old));
  const indent = contentIndent(file, old, content, end);
  const open = file.text[content - 1] === "\n" ? "" : file.eol;
  const insert = contentLines(value, indent).map((line) => line + file.eol);
  return [
    { from, to: from + mark.length, insert: header(value) },
    { from: content, to: end, insert: open + insert.join("") },
  ];
}

function contentIndent(file: FlowFile, old: Scalar, from: number, to: number): number {
  const raw = file.text
    .slice(from, to)
    .split(/\r?\n/)
    .find((line) => line.trim() !== "");
  const first = String(old.value)
    .split("\n")
    .find((line) => line.trim() !== "");
  const own = first === undefined ? 0 : /^ */.exec(first)![0].length;
  return raw === undefined
    ? keyColumn(file, old.range![0]) + 2
    : Math.max(1, /^ */.exec(raw)![0].length - own);
}

/** The column of the key that a value stands behind, or of the item's mark. */
function keyColumn(file: FlowFile, value: number): number {
  const start = lineStart(file, value);
  const before = /^[ \-?]*/.exec(file.text.slice(start, value))![0];
  return columnOf(file, start + before.length);
}

const contentLines = (value: string, indent: number): string[] =>
  (value.endsWith("\n") ? value.slice(0, -1) : value)
    .split("\n")
    .map((line) => (line === "" ? "" : " ".repeat(indent) + line));

function header(value: string): string {
  return value.endsWith("\n\n") ? "|+" : value.endsWith("\n") ? "|" : "|-";
}

/** Whether a literal block can say the text. */
function isBlock(value: string): boolean {
  const first = value.split("\n").find((line) => line !== "");
  return first !== undefined && !/^\s/.test(first) && PRINTABLE.test(value.replaceAll("\n", ""));
}

const onOneLine = (file: FlowFile, from: number, to: number) =>
  !file.text.slice(from, to).includes("\n") && /^[ \t]*(#.*)?\r?$/.test(rest(file, to));

const rest = (file: FlowFile, at: number) => /^[^\n]*/.exec(file.text.slice(at))![0];

const PRINTABLE =
  /^[\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
/** What YAML's core schema, or a tool that still speaks YAML 1.1, would read as something else than a text. */
const MISREAD =
  /^(|~|null|true|false|y|n|yes|no|on|off|=|<<|[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|0[ox][0-9a-f_]+|0b[01_]+|[-+]?\.inf|\.nan|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\d{4}-\d\d?-\d\d?([Tt ].*)?)$/i;

function isPlain(value: string, flow: boolean): boolean {
  return (
    PRINTABLE.test(value) &&
    !MISREAD.test(value) &&
    !/^[\s\-?:,[\]{}#&*!|>'"%@`]|^\.\.\.|\s$|\t/.test(value) &&
    !/: |:$| #/.test(value) &&
    !(flow && /[,[\]{}]/.test(value))
  );
}

function quoted(value: string, quote: '"' | "'"): string {
  if (quote === "'" && PRINTABLE.test(value) && !value.includes("\t")) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  let text = "";
  for (const char of value) {
    text +=
      char === '"' || char === "\\"
        ? `\\${char}`
        : PRINTABLE.test(char) && char !== "\t"
          ? char
          : (ESCAPES[char] ?? escaped(char));
  }
  return `"${text}"`;
}

const ESCAPES: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };

function escaped(char: string): string {
  const code = char.codePointAt(0)!;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, "0")}`
    : `\\U${code.toString(16).padStart(8, "0")}`;
}
