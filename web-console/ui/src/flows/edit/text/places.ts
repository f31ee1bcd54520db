import type { Text } from "@codemirror/state";
import type { StateLines } from "../../../api/authoring";
import type { Finding, TextEdit } from "../types";

/** A text as the editor holds it: one line end, no byte order mark. The server writes it back as the file has it. */
export function plain(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** The offset of a 1-based place, on its line and inside the text; behind the last line it is the text's end. */
export function offset(doc: Text, line: number, column: number): number {
  if (line > doc.lines) {
    return doc.length;
  }
  const at = doc.line(Math.max(1, line));
  return Math.min(at.from + Math.max(0, column - 1), at.to);
}

/** The 1-based place of an offset. */
export function placeOf(doc: Text, at: number): { line: number; column: number } {
  const line = doc.lineAt(at);
  return { line: line.number, column: at - line.from + 1 };
}

/** What a finding is about, at least one character where there is one. */
export function stretch(doc: Text, finding: Finding): { from: number; to: number } {
  const from = offset(doc, finding.line, finding.column);
  const to = offset(doc, finding.endLine ?? finding.line, finding.endColumn ?? finding.column);
  if (to > from) {
    return { from, to };
  }
  const line = doc.lineAt(from);
  return from < line.to ? { from, to: from + 1 } : { from: Math.max(line.from, from - 1), to: from };
}

/** A snippet of the language as the editor writes them: `$1` is `${1}`, of a choice its first word. */
export function template(insert: string): string {
  return insert.replace(/\$(\d)/g, "${$1}").replace(/\$\{(\d)\|([^,|}]*)[^}]*\}/g, "${$1:$2}");
}

/** The one edit that makes `after` of `before` and leaves alone what both begin and end with; whole characters only. */
export function difference(before: string, after: string): TextEdit[] {
  if (before === after) {
    return [];
  }
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before.charCodeAt(head) === after.charCodeAt(head)) {
    head++;
  }
  let tail = 0;
  while (
    tail < least - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (head > 0 && high(before.charCodeAt(head - 1))) {
    head--;
  }
  if (tail > 0 && low(before.charCodeAt(before.length - tail))) {
    tail--;
  }
  return [{ from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) }];
}

const high = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const low = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Where a state stands in the text: from the start of its first line to the end of its last. */
export interface Block {
  name: string;
  verb: string;
  from: number;
  to: number;
}

export function blocks(doc: Text, states: StateLines[]): Block[] {
  return states
    .filter(({ from, to }) => from >= 1 && from <= doc.lines && to >= from)
    .map(({ name, verb, from, to }) => ({
      name,
      verb,
      from: doc.line(from).from,
      to: doc.line(Math.min(to, doc.lines)).to,
    }));
}

/** The block that an offset lies in. */
export function blockAt(all: Block[], at: number): Block | undefined {
  return all.find(({ from, to }) => from <= at && at <= to);
}
