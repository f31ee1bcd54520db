import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { extensions, replace, type Ears } from "./editor";

export interface TextEditorProps {
  flow: string;
  file: string;
  /** What the file has: where undoing ends. */
  base: string;
  /** What was written and not saved when the page was left. */
  text: string;
  writes: boolean;
  ears: Ears;
  onReady: (view: EditorView | undefined) => void;
}

/** The text of a flow. The editor holds it; the page is told of each change. */
export function TextEditor({ flow, file, base, text, writes, ears, onReady }: TextEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const heard = useRef(ears);
  heard.current = ears;
  const first = useRef({ base, text, onReady });
  useEffect(() => {
    const parent = host.current;
    if (parent === null) {
      return undefined;
    }
    // The page's functions change with each rendering, the editor's extensions do not.
    const live: Ears = {
      changed: (now) => heard.current.changed(now),
      entered: (state) => heard.current.entered(state),
      save: () => heard.current.save(),
      format: () => heard.current.format(),
      rename: () => heard.current.rename(),
      elsewhere: (other, line) => heard.current.elsewhere(other, line),
    };
    const begin = first.current;
    const view = new EditorView({
      parent,
      state: EditorState.create({ doc: begin.base, extensions: extensions(flow, file, writes, live) }),
    });
    replace(view, begin.text, "restore");
    begin.onReady(view);
    return () => {
      begin.text = view.state.doc.toString();
      begin.onReady(undefined);
      view.destroy();
    };
  }, [flow, file, writes]);
  return <div className="edit-text" ref={host} />;
}
