import { isScalar, Scalar } from "yaml";
import { nodeAt, Refusal, type FlowFile } from "./file";
import type { Mention } from "./mentions";

/** Where a stretch of a scalar's value stands in the text, whatever the scalar's style. */
export function inText(file: FlowFile, mention: Mention, name: string): { from: number; to: number } {
  const node = nodeAt(file, mention.path);
  const from = isScalar(node) ? offsets(file, node)[mention.from] : undefined;
  if (from === undefined || file.text.slice(from, from + name.length) !== name) {
    throw new Refusal(
      `The expression at \`${mention.path.join(".")}\` names \`${name}\` in a way that only the text can change.`,
    );
  }
  return { from, to: from + name.length };
}

/** For each character of the value that is no blank, where it stands in the text. */
function offsets(file: FlowFile, node: Scalar): (number | undefined)[] {
  const value = String(node.value);
  const [start, end] = node.range!;
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  let at = isBlock ? file.text.indexOf("\n", start) + 1 : isQuoted ? start + 1 : start;
  const found: (number | undefined)[] = [];
  for (let index = 0; index < value.length; index++) {
    const char = value[index]!;
    if (/\s/.test(char)) {
      found.push(undefined);
      continue;
    }
    while (at < end && /\s/.test(file.text[at]!)) {
      at++;
    }
    if (node.type === Scalar.QUOTE_DOUBLE && file.text[at] === "\\") {
      const escape = /^\\(?:x..|u....|U.{8}|\r?\n\s*|.)/s.exec(file.text.slice(at, end))?.[0] ?? "";
      if (escape === '\\"' || escape === "\\\\" || escape === "\\/") {
        found.push(at + 1);
        at += 2;
        continue;
      }
      if (/^\\[nrt ]/.test(escape) || /^\\\r?\n/.test(escape)) {
        at += escape.length;
        index--;
        continue;
      }
      found.push(undefined);
      index += escape.startsWith("\\U") && value.codePointAt(index)! > 0xffff ? 1 : 0;
      at += escape.length;
      continue;
    }
    if (file.text[at] !== char) {
      return found;
    }
    found.push(at);
    at += node.type === Scalar.QUOTE_SINGLE && char === "'" ? 2 : 1;
  }
  return found;
}
