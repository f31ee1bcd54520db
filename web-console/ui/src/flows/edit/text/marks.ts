import { ChangeSet, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { StateLines } from "../../../api/authoring";
import type { TextEdit } from "../types";
import { blocks, type Block } from "./places";

/** What the server said of the text as it is: where its states stand. */
export const checkedNow = StateEffect.define<StateLines[] | undefined>();

/** The state that is selected, whose lines are marked. */
export const selectState = StateEffect.define<string | undefined>();

interface Marks {
  blocks: Block[];
  /** What has been typed since the last check: its edits and places are moved along by it. */
  since: ChangeSet;
  selected: string | undefined;
}

export const marks = StateField.define<Marks>({
  create: (state) => ({ blocks: [], since: ChangeSet.empty(state.doc.length), selected: undefined }),
  update(old, transaction) {
    let now = old;
    if (transaction.docChanged) {
      now = {
        ...now,
        since: now.since.compose(transaction.changes),
        blocks: now.blocks.map((block) => ({
          ...block,
          from: transaction.changes.mapPos(block.from, -1),
          to: transaction.changes.mapPos(block.to, 1),
        })),
      };
    }
    for (const effect of transaction.effects) {
      if (effect.is(checkedNow)) {
        const { doc } = transaction.state;
        now = {
          ...now,
          blocks: effect.value === undefined ? now.blocks : blocks(doc, effect.value),
          since: ChangeSet.empty(doc.length),
        };
      } else if (effect.is(selectState)) {
        now = { ...now, selected: effect.value };
      }
    }
    return now;
  },
});

const line = Decoration.line({ class: "cm-state-line" });

/** A bar along the lines of the selected state. */
const shown = EditorView.decorations.compute([marks, "doc"], (state: EditorState) => {
  const { blocks: all, selected } = state.field(marks);
  const { doc } = state;
  const block = all.find(({ name }) => name === selected);
  if (block === undefined) {
    return Decoration.none;
  }
  const lines = [];
  const last = doc.lineAt(Math.min(block.to, doc.length)).number;
  for (let number = doc.lineAt(Math.min(block.from, doc.length)).number; number <= last; number++) {
    lines.push(line.range(doc.line(number).from));
  }
  return Decoration.set(lines);
});

export const stateMarks: Extension = [marks, shown];

/** Edits of the text as it was checked, as edits of the text as it is. */
export function moved(state: EditorState, edits: TextEdit[]): TextEdit[] {
  const { since } = state.field(marks);
  return edits.map(({ from, to, insert }) => {
    const begin = since.mapPos(Math.min(from, since.length), 1);
    return { from: begin, to: Math.max(begin, since.mapPos(Math.min(to, since.length), -1)), insert };
  });
}
