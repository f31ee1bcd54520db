import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The page's own colours, which follow the light and the dark scheme by themselves. */
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--sheet)", color: "var(--ink)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--quiet)", border: "none" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)", fontWeight: "600" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--sunk)",
    border: "1px solid var(--line)",
    color: "var(--quiet)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-soft)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--wait) 22%, transparent)" },
  ".cm-searchMatch": { backgroundColor: "var(--wait-soft)", outline: "1px solid var(--wait)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--wait) 40%, transparent)" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-textfield": {
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    fontSize: "0.8125rem",
  },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    fontSize: "0.8125rem",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--ink)", backgroundColor: "transparent" },
  ".cm-tooltip": {
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    boxShadow: "0 4px 16px rgb(0 0 0 / 18%)",
    maxWidth: "32rem",
  },
  ".cm-tooltip-hover, .cm-tooltip-lint": { padding: "0.25rem 0" },
  ".cm-tooltip .marked": { padding: "0.375rem 0.75rem" },
  ".cm-tooltip.cm-completionInfo": { padding: "0.125rem 0", maxWidth: "24rem" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.125rem 0.5rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail": { color: "var(--accent-ink)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: "0.375rem 0.75rem", borderLeftWidth: "3px", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--wait)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-diagnosticSource": { opacity: "1", color: "var(--quiet)", fontSize: "0.75rem" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
    padding: "0.125rem 0.5rem",
    borderRadius: "4px",
  },
  ".cm-lintRange": { backgroundImage: "none", textDecorationSkipInk: "none", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--wait)" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--accent)" },
  ".cm-gutter-lint": { width: "1rem" },
  ".cm-snippetField": { backgroundColor: "var(--accent-soft)" },
  ".cm-state-line": { boxShadow: "inset 3px 0 0 var(--accent)" },
  ".cm-expression": { color: "var(--model)" },
  ".cm-expression span": { color: "inherit" },
});

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--good)" },
  { tag: [tags.content, tags.special(tags.string)], color: "var(--ink)" },
  { tag: [tags.keyword, tags.typeName, tags.labelName, tags.meta], color: "var(--wait)" },
  {
    tag: [tags.separator, tags.punctuation, tags.bracket, tags.squareBracket, tags.brace],
    color: "var(--quiet)",
  },
]);

/** Expressions stand out from the YAML around them. */
const expressions = new MatchDecorator({
  regexp: /\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g,
  decoration: Decoration.mark({ class: "cm-expression" }),
});

const marked = ViewPlugin.define(
  (view) => ({
    decorations: expressions.createDeco(view),
    update(update: ViewUpdate) {
      this.decorations = expressions.updateDeco(update, this.decorations);
    },
  }),
  { decorations: (plugin: { decorations: DecorationSet }) => plugin.decorations },
);

export const theme: Extension = [look, syntaxHighlighting(words), marked];
