// @vitest-environment jsdom
import { history, undo } from "@codemirror/commands";
import { EditorState, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepDraft, keptDraft } from "../src/flows/edit/kept";
import { apply, goToState, replace, showChecked } from "../src/flows/edit/text/editor";
import { element, parts } from "../src/flows/edit/text/markdown";
import { marks, moved, stateMarks } from "../src/flows/edit/text/marks";
import {
  blockAt,
  difference,
  offset,
  placeOf,
  plain,
  stretch,
  template,
} from "../src/flows/edit/text/places";

const doc = Text.of(["signalbox: 1", "states:", "  a:", "    end: succeeded", "  b:", "    next: c"]);
const finding = { code: "G101", severity: "error" as const, message: "", file: "f" };

function editor(text: string): EditorView {
  return new EditorView({ state: EditorState.create({ doc: text, extensions: [history(), stateMarks] }) });
}

describe("places of a text", () => {
  it("count from one, and stay on their line and in the text", () => {
    expect(placeOf(doc, offset(doc, 4, 5))).toEqual({ line: 4, column: 5 });
    expect(offset(doc, 2, 99)).toBe(doc.line(2).to);
    expect(offset(doc, 99, 1)).toBe(doc.length);
    expect(offset(doc, 0, 0)).toBe(0);
  });

  it("go there and back for every offset", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
        const any = Text.of(plain(text).split("\n"));
        const place = placeOf(any, at % (any.length + 1));
        expect(offset(any, place.line, place.column)).toBe(at % (any.length + 1));
      }),
      { seed: 31 },
    );
  });

  it("of a finding are one character at least, where its line has one", () => {
    expect(stretch(doc, { ...finding, line: 6, column: 11, endLine: 6, endColumn: 12 })).toEqual({
      from: doc.length - 1,
      to: doc.length,
    });
    expect(stretch(doc, { ...finding, line: 1, column: 1 })).toEqual({ from: 0, to: 1 });
    expect(stretch(doc, { ...finding, line: 1, column: 13 })).toEqual({ from: 11, to: 12 });
    expect(stretch(Text.empty, { ...finding, line: 1, column: 1 })).toEqual({ from: 0, to: 0 });
  });
});

describe("the one edit between two texts", () => {
  it("makes the second of the first and leaves what both share", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        let text = before;
        for (const { from, to, insert } of difference(before, after)) {
          text = text.slice(0, from) + insert + text.slice(to);
        }
        expect(text).toBe(after);
      }),
      { seed: 31 },
    );
    expect(difference("same", "same")).toEqual([]);
  });

  it("cuts no character in two", () => {
    expect(difference("x\u{1f600}y", "x\u{1f601}y")).toEqual([{ from: 1, to: 3, insert: "\u{1f601}" }]);
    expect(difference("\u{1f600}", "\u{1fa00}")).toEqual([{ from: 0, to: 2, insert: "\u{1fa00}" }]);
  });
});

describe("what the server proposes", () => {
  it("has its places as the editor writes them", () => {
    expect(template("call: ${1:action}\nwith: { $2 }\nnext: ${3:state}$0")).toBe(
      "call: ${1:action}\nwith: { ${2} }\nnext: ${3:state}${0}",
    );
    expect(template("end: ${1|succeeded,failed|}$0")).toBe("end: ${1:succeeded}${0}");
  });
});

describe("the language's Markdown", () => {
  it("is read as paragraphs, lists and blocks", () => {
    expect(parts("**G101**: a `name`\nis missing\n\n- one\n- `two`\n\n```yaml\na: 1\n```")).toEqual([
      {
        kind: "paragraph",
        runs: [
          { kind: "bold", text: "G101" },
          { kind: "plain", text: ": a " },
          { kind: "code", text: "name" },
          { kind: "plain", text: " is missing" },
        ],
      },
      { kind: "list", items: [[{ kind: "plain", text: "one" }], [{ kind: "code", text: "two" }]] },
      { kind: "block", text: "a: 1" },
    ]);
  });

  it("stays text whatever it says", () => {
    const shown = element("<img src=x onerror=alert(1)> `<b>` **<i>**");
    expect(shown.querySelector("img, i, b b")).toBeNull();
    expect(shown.textContent).toBe("<img src=x onerror=alert(1)> <b> <i>");
  });

  it("ends for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "*", "-", " ", "\n", "a", "```") }), (text) => {
        expect(parts(text)).toBeDefined();
      }),
      { seed: 31 },
    );
  });
});

describe("one stack of undoing", () => {
  it("takes back a gesture of the diagram as one step, and not what was typed around it", () => {
    const view = editor("a: 1\nb: 2\n");
    view.dispatch({ changes: { from: 4, insert: "0" }, userEvent: "input.type" });
    apply(
      view,
      [
        { from: 0, to: 1, insert: "x" },
        { from: 6, to: 7, insert: "y" },
      ],
      "diagram",
    );
    view.dispatch({ changes: { from: 5, insert: "0" }, userEvent: "input.type" });
    expect(view.state.doc.toString()).toBe("x: 100\ny: 2\n");
    undo(view);
    expect(view.state.doc.toString()).toBe("x: 10\ny: 2\n");
    undo(view);
    expect(view.state.doc.toString()).toBe("a: 10\nb: 2\n");
    undo(view);
    expect(view.state.doc.toString()).toBe("a: 1\nb: 2\n");
    view.destroy();
  });

  it("ends at the file's text when a draft was brought back", () => {
    const view = editor("saved\n");
    replace(view, "saved and written on\n", "restore");
    undo(view);
    expect(view.state.doc.toString()).toBe("saved\n");
    view.destroy();
  });
});

describe("what was said of a text that has been typed in since", () => {
  const checked = {
    valid: true,
    diagnostics: [],
    elsewhere: [],
    graph: { flow: "f", start: "a", nodes: [], edges: [] },
    states: [
      { name: "a", verb: "end", from: 3, to: 4 },
      { name: "b", verb: "set", from: 5, to: 6 },
    ],
  };

  it("moves along: edits and the lines of states", () => {
    const view = editor(doc.toString());
    showChecked(view, checked, () => undefined);
    const before = doc.toString().indexOf("next");
    view.dispatch({ changes: { from: 0, insert: "# first\n" } });
    expect(moved(view.state, [{ from: before, to: before + 4, insert: "end" }])).toEqual([
      { from: before + 8, to: before + 12, insert: "end" },
    ]);
    const { blocks } = view.state.field(marks);
    expect(blockAt(blocks, view.state.doc.toString().indexOf("next"))?.name).toBe("b");
    expect(blockAt(blocks, 0)).toBeUndefined();
    view.destroy();
  });

  it("keeps the lines of states when the text cannot be read", () => {
    const view = editor(doc.toString());
    showChecked(view, checked, () => undefined);
    const { graph: _, ...unread } = checked;
    showChecked(view, { ...unread, states: [] }, () => undefined);
    expect(view.state.field(marks).blocks.map(({ name }) => name)).toEqual(["a", "b"]);
    view.destroy();
  });

  it("shows a chosen state's lines without asking for anything to follow the cursor", () => {
    const view = editor(doc.toString());
    showChecked(view, checked, () => undefined);
    goToState(view, "b");
    expect(view.state.selection.main.head).toBe(doc.line(5).from);
    view.dispatch({ selection: { anchor: doc.line(6).to } });
    goToState(view, "b");
    expect(view.state.selection.main.head).toBe(doc.line(6).to);
    goToState(view, undefined);
    expect(view.state.field(marks).selected).toBeUndefined();
    view.destroy();
  });
});

describe("a draft", () => {
  it("is kept until it is the file's text again", () => {
    keepDraft("greet", { base: "a", etag: "1", text: "b" });
    expect(keptDraft("greet")).toEqual({ base: "a", etag: "1", text: "b" });
    keepDraft("greet", { base: "b", etag: "2", text: "b" });
    expect(keptDraft("greet")).toBeUndefined();
    sessionStorage.setItem("signalbox:edit:greet", '{"text":1}');
    expect(keptDraft("greet")).toBeUndefined();
    sessionStorage.setItem("signalbox:edit:greet", "no JSON");
    expect(keptDraft("greet")).toBeUndefined();
  });
});
