import { isMap, isSeq } from "yaml";
import { pairOf, type FlowFile, type MapPair } from "./file";
import { columnOf } from "./lines";
import { written } from "./scalar";
import { isFields, type Fields, type Value } from "./value";

/** How far a file indents, learned from its states. */
export interface Style {
  /** From a key to the keys below it. */
  step: number;
  /** From a key to the marks of the list below it. */
  list: number;
}

export function styleOf(file: FlowFile): Style {
  const states = pairOf(file.root, "states")?.value;
  let step: number | undefined;
  let list: number | undefined;
  const learn = (map: unknown, parent: number) => {
    if (!isMap(map) || map.flow === true || (step !== undefined && list !== undefined)) {
      return;
    }
    for (const pair of map.items as MapPair[]) {
      const column = columnOf(file, pair.key.range![0]);
      step ??= column - parent;
      if (isSeq(pair.value) && pair.value.flow !== true && pair.value.range) {
        list ??= columnOf(file, pair.value.range[0]) - column;
      }
      learn(pair.value, column);
    }
  };
  learn(states, 0);
  learn(file.root, 0);
  const indent = step === undefined || step < 1 ? 2 : step;
  return { step: indent, list: list === undefined || list < 0 ? indent : list };
}

/** A value within brackets, on one line. */
export function bracketed(value: Value, quote: '"' | "'"): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => bracketed(item, quote)).join(", ")}]`;
  }
  if (isFields(value)) {
    const inside = Object.entries(value).map(
      ([key, item]) => `${written(key, true, quote)}: ${bracketed(item, quote)}`,
    );
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  return written(value, true, quote);
}

/** Parts of a state that take lines of their own, however short. */
const OPEN = new Set(["llm", "ask", "parallel", "step"]);
const WIDE = 80;

/** A key and its value as lines, the first without its indentation. */
export function blockLines(
  key: string,
  value: Value,
  indent: number,
  style: Style,
  file: FlowFile,
): string[] {
  const name = written(key, false, file.quote);
  if (isFields(value) && Object.keys(value).length > 0) {
    const short = bracketed(value, file.quote);
    if (OPEN.has(key) || indent + name.length + short.length > WIDE || short.includes("\\n")) {
      return [`${name}:`, ...fieldLines(value, indent + style.step, style, file)];
    }
  }
  if (typeof value === "string" && value.includes("\n") && /^\S/.test(value)) {
    const content = (value.endsWith("\n") ? value.slice(0, -1) : value).split("\n");
    const pad = " ".repeat(indent + style.step);
    return [
      `${name}: ${value.endsWith("\n") ? "|" : "|-"}`,
      ...content.map((line) => (line === "" ? "" : pad + line)),
    ];
  }
  const inline =
    isFields(value) || Array.isArray(value)
      ? bracketed(value, file.quote)
      : written(value, false, file.quote);
  return [`${name}: ${inline}`];
}

export function fieldLines(fields: Fields, indent: number, style: Style, file: FlowFile): string[] {
  const pad = " ".repeat(indent);
  return Object.entries(fields).flatMap(([key, value]) => {
    const [first, ...rest] = blockLines(key, value, indent, style, file);
    return [pad + first, ...rest];
  });
}
