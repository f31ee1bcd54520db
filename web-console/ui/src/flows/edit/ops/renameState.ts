import type { TextEdit } from "../types";
import { mapAt, pairOf, Refusal, scalarAt, type FlowFile } from "./file";
import { needNewName, needState } from "./names";
import { isWithinBrackets } from "./brackets";
import { referencesTo, type References } from "./references";
import { replaced } from "./scalar";
import { inText } from "./stretches";
import { at, fieldsOf, put, type Value } from "./value";

/** A state gets another name wherever the flow says it; its tests are files of their own. */
export interface RenameState {
  op: "renameState";
  state: string;
  name: string;
}

export function plan(file: FlowFile, { state, name }: RenameState): TextEdit[] {
  const { ways, events, mentions } = needPossible(file.data, state, name);
  const key = pairOf(mapAt(file, ["states"]), state)!.key;
  return [
    ...replaced(file, key, name, true),
    ...[...ways.map(({ path }) => path), ...events].flatMap((path) =>
      replaced(file, scalarAt(file, path), name, isWithinBrackets(file, path)),
    ),
    ...mentions.map((mention) => ({ ...inText(file, mention, state), insert: name })),
  ];
}

function needPossible(flow: Value, state: string, name: string): References {
  needState(flow, state);
  needNewName(flow, name);
  const references = referencesTo(flow, state);
  if (!/^\w+$/.test(name) && references.mentions.some(({ quoted }) => !quoted)) {
    throw new Refusal(
      `An expression says \`run.visits.${state}\`, where \`${name}\` would be a subtraction; use a name without \`-\`.`,
    );
  }
  return references;
}

export function meaning(flow: Value, { state, name }: RenameState): Value {
  const { ways, events, mentions } = needPossible(flow, state, name);
  let changed = flow;
  for (const path of [...ways.map((way) => way.path), ...events]) {
    changed = put(changed, path, name);
  }
  for (const mention of [...mentions].reverse()) {
    const text = String(at(changed, mention.path));
    changed = put(changed, mention.path, text.slice(0, mention.from) + name + text.slice(mention.to));
  }
  const states = Object.entries(fieldsOf(at(changed, ["states"])));
  return put(
    changed,
    ["states"],
    Object.fromEntries(states.map(([key, value]) => [key === state ? name : key, value])),
  );
}
