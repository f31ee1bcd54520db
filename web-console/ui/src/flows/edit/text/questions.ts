import {
  pickedCompletion,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip, type Command, type Tooltip } from "@codemirror/view";
import { authoring, type Proposal } from "../../../api/authoring";
import { element } from "./markdown";
import { placeOf, template } from "./places";

const KINDS = {
  key: "property",
  name: "constant",
  field: "property",
  variable: "variable",
  function: "function",
  word: "enum",
  file: "text",
} as const;

/** What can stand at the cursor, asked of the server; where nothing was typed only on a character that opens something. */
export function completions(flow: string) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { state, pos } = context;
    const before = state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from);
    if (!context.explicit && !/[\w.{'"/#]$|[:-] $/.test(before)) {
      return null;
    }
    const { items } = await authoring.complete(flow, state.doc.toString(), placeOf(state.doc, pos));
    const first = items[0];
    if (first === undefined || context.aborted) {
      return null;
    }
    return {
      from: Math.min(first.from, pos),
      options: items.map((item, index) => option(item, pos, index)),
      validFor: /^[\w-]*$/,
    };
  };
}

function option(item: Proposal, asked: number, index: number): Completion {
  return {
    label: item.label,
    type: KINDS[item.kind],
    boost: item.doubtful ? -99 : Math.max(-50, -index),
    ...(item.detail === "" ? {} : { detail: item.detail }),
    ...(item.text === "" ? {} : { info: () => element(item.text) }),
    apply(view, completion) {
      // What has been typed since the question stands behind it.
      const to = item.to + view.state.selection.main.head - asked;
      if (item.snippet) {
        snippet(template(item.insert))(view, completion, item.from, to);
        return;
      }
      view.dispatch({
        changes: { from: item.from, to, insert: item.insert },
        selection: { anchor: item.from + item.insert.length },
        annotations: pickedCompletion.of(completion),
        userEvent: "input.complete",
        scrollIntoView: true,
      });
    },
  };
}

/** The editor makes the outermost element its tooltip. */
function framed(text: string): HTMLElement {
  const frame = document.createElement("div");
  frame.appendChild(element(text));
  return frame;
}

async function hovered(flow: string, state: EditorState, pos: number): Promise<Tooltip | null> {
  const { text, from, to } = await authoring.hover(flow, state.doc.toString(), placeOf(state.doc, pos));
  if (text === undefined) {
    return null;
  }
  return { pos: from ?? pos, end: to ?? pos, above: true, create: () => ({ dom: framed(text) }) };
}

const asked = StateEffect.define<Tooltip | null>();

/** What was asked for by a key stays until the cursor moves or Escape. */
const answered = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    const effect = transaction.effects.find((one) => one.is(asked));
    if (effect !== undefined) {
      return effect.value;
    }
    return transaction.docChanged || transaction.selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

export const closeAnswer: Command = (view) => {
  if (view.state.field(answered) === null) {
    return false;
  }
  view.dispatch({ effects: asked.of(null) });
  return true;
};

/** Says what stands at the cursor, as the pointer's rest does. */
export const askHere =
  (flow: string): Command =>
  (view) => {
    const { state } = view;
    const pos = state.selection.main.head;
    hovered(flow, state, pos).then(
      (tooltip) => {
        if (view.state.doc.eq(state.doc) && view.state.selection.main.head === pos) {
          view.dispatch({ effects: asked.of(tooltip) });
        }
      },
      () => undefined,
    );
    return true;
  };

export const hovers = (flow: string): Extension => [
  answered,
  hoverTooltip((view, pos) => hovered(flow, view.state, pos).catch(() => null), { hoverTime: 400 }),
];

/** Goes to where the name at the cursor is declared; `elsewhere` when that is another file. */
export const goToDefinition =
  (flow: string, elsewhere: (file: string, line: number) => void): Command =>
  (view) => {
    const { state } = view;
    authoring.definition(flow, state.doc.toString(), placeOf(state.doc, state.selection.main.head)).then(
      ({ places }) => {
        const place = places[0];
        if (place?.from !== undefined && view.state.doc.eq(state.doc)) {
          view.dispatch({
            selection: { anchor: place.from },
            effects: EditorView.scrollIntoView(place.from, { y: "center" }),
          });
          view.focus();
        } else if (place !== undefined) {
          elsewhere(place.file, place.line);
        }
      },
      () => undefined,
    );
    return true;
  };
