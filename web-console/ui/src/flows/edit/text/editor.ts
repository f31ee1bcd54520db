import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Action, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Checked, CheckedFinding } from "../../../api/authoring";
import type { TextEdit } from "../types";
import { checkedNow, marks, moved, selectState, stateMarks } from "./marks";
import { blockAt, difference, offset, stretch } from "./places";
import { askHere, closeAnswer, completions, goToDefinition, hovers } from "./questions";
import { theme } from "./theme";

/** What the page wants to hear and do. The object may change its members; the editor asks it anew each time. */
export interface Ears {
  changed: (text: string) => void;
  /** The cursor came into another state's lines, or out of all. */
  entered: (state: string | undefined) => void;
  save: () => void;
  format: () => void;
  rename: () => void;
  elsewhere: (file: string, line: number) => void;
}

/** The cursor was put there by the page, not by a person: nobody has to follow it. */
const placed = Annotation.define<boolean>();

export function extensions(flow: string, file: string, writes: boolean, ears: Ears): Extension {
  const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
  const own = keymap.of([
    { key: "Mod-s", preventDefault: true, run: () => (ears.save(), true) },
    { key: "Shift-Alt-f", preventDefault: true, run: () => (ears.format(), true) },
    { key: "F2", preventDefault: true, run: () => (ears.rename(), true) },
    { key: "F12", preventDefault: true, run: goToDefinition(flow, ears.elsewhere) },
    { key: "Mod-Shift-h", preventDefault: true, run: askHere(flow) },
    { key: "Escape", run: closeAnswer },
  ]);
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    foldGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    highlightSelectionMatches(),
    search(),
    yaml(),
    EditorView.lineWrapping,
    writes
      ? [lintGutter(), autocompletion({ override: [completions(flow)], icons: false }), hovers(flow), own]
      : [EditorState.readOnly.of(true), lintGutter()],
    keymap.of([
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
    stateMarks,
    theme,
    EditorView.contentAttributes.of({
      "aria-label": `Text of ${file}`,
      "aria-describedby": "edit-keys",
      tabindex: "0",
    }),
    EditorView.domEventHandlers({
      click(event, view) {
        if (!writes || !(event.ctrlKey || event.metaKey)) {
          return false;
        }
        return goToDefinition(flow, ears.elsewhere)(view);
      },
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        ears.changed(update.state.doc.toString());
      }
      const byPage = update.transactions.some((one) => one.annotation(placed) === true);
      // A gesture in the diagram has chosen its state itself.
      const drawn = update.transactions.some((one) => one.isUserEvent("input.diagram"));
      if (!byPage && (update.selectionSet || (update.docChanged && !drawn))) {
        ears.entered(stateAt(update.state));
      }
    }),
  ];
}

function stateAt(state: EditorState): string | undefined {
  return blockAt(state.field(marks).blocks, state.selection.main.head)?.name;
}

/** What the server said of exactly this text. */
export function showChecked(view: EditorView, checked: Checked, rule: (code: string) => void) {
  view.dispatch(
    // A text that cannot be read lacks states that are still there: they stay where they were.
    { effects: checkedNow.of(checked.graph === undefined ? undefined : checked.states) },
    setDiagnostics(
      view.state,
      checked.diagnostics.map((finding) => diagnostic(view.state, finding, rule)),
    ),
  );
}

function diagnostic(state: EditorState, finding: CheckedFinding, rule: (code: string) => void): Diagnostic {
  const actions: Action[] = finding.fixes.map((fix) => ({
    name: fix.title,
    apply: (view) => apply(view, moved(view.state, fix.edits), "fix"),
  }));
  actions.push({ name: `Explain ${finding.code}`, apply: () => rule(finding.code) });
  return {
    ...stretch(state.doc, finding),
    severity: finding.severity,
    source: finding.code,
    message: finding.help === undefined ? finding.message : `${finding.message}\n${finding.help}`,
    actions,
  };
}

/** Makes edits that count from the text as it stands: one transaction, and one step of undoing. */
export function apply(view: EditorView, edits: TextEdit[], event: string) {
  if (edits.length === 0) {
    return;
  }
  view.dispatch({
    changes: edits,
    annotations: isolateHistory.of("full"),
    userEvent: `input.${event}`,
  });
}

/** Another text in the place of this one, as one edit of what differs. */
export function replace(view: EditorView, text: string, event: string) {
  apply(view, difference(view.state.doc.toString(), text), event);
}

/** Marks a state's lines, and shows them unless the cursor is there already. */
export function goToState(view: EditorView, name: string | undefined) {
  const block = view.state.field(marks).blocks.find((one) => one.name === name);
  const { head } = view.state.selection.main;
  const there = block === undefined || (block.from <= head && head <= block.to);
  view.dispatch({
    effects: there
      ? [selectState.of(name)]
      : [selectState.of(name), EditorView.scrollIntoView(block.from, { y: "start", yMargin: 48 })],
    ...(there ? {} : { selection: { anchor: block.from } }),
    annotations: placed.of(true),
  });
}

export function goToPlace(view: EditorView, line: number, column: number) {
  const at = offset(view.state.doc, line, column);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  view.focus();
}

export { redo, undo };
