import type { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { authoring, type Fix, type FlowText, type Saved } from "../../api/authoring";
import type { Diagnostic } from "../../api/views";
import { editPath, go } from "../../router";
import { Below, type Panel } from "./Below";
import { Conflict } from "./Conflict";
import DiagramEditor from "./DiagramEditor";
import { keepDraft, keptDraft } from "./kept";
import { Notices } from "./Notices";
import { download, fileName } from "./Patch";
import { Rename } from "./Rename";
import { Tabs } from "./Tabs";
import { apply, goToPlace, goToState, redo, replace, showChecked, undo, type Ears } from "./text/editor";
import { moved } from "./text/marks";
import { placeOf, plain } from "./text/places";
import { TextEditor } from "./text/TextEditor";
import { Head } from "./Head";
import { useTraffic } from "./traffic";
import type { TextEdit } from "./types";
import { useChecked } from "./useChecked";
import { useNarrow } from "./useNarrow";
import { useSaving } from "./useSaving";

/** The work on one flow: the text is the only state, and everything else is what the server says of it. */
export function Bench({ name, found, writes }: { name: string; found: FlowText; writes: boolean }) {
  const [kept] = useState(() => (writes ? keptDraft(name) : undefined));
  const [base, setBase] = useState(() => ({
    text: kept?.base ?? plain(found.source),
    etag: kept?.etag ?? found.etag,
  }));
  const [text, setText] = useState(kept?.text ?? base.text);
  const [view, setView] = useState<EditorView>();
  const [selected, setSelected] = useState<string>();
  const [panel, setPanel] = useState<Panel>("problems");
  const [rule, setRule] = useState<string>();
  const [side, setSide] = useState<"text" | "diagram">("text");
  const [traffic, setTraffic] = useState(false);
  const [renaming, setRenaming] = useState<{ old: string; busy: boolean; trouble: string | undefined }>();
  const [said, setSaid] = useState(kept === undefined ? "" : "Your unsaved changes were brought back.");
  // The versions of the file that this page has worked on; another one is somebody else's.
  const versions = useRef(new Set([base.etag]));
  const narrow = useNarrow();
  const known = useChecked(name, text, writes);
  const dirty = text !== base.text;
  const { save, saving, refusal, setRefusal } = useSaving(name, stored);
  const overlay = useTraffic(name, traffic);

  // Kept a moment after the last key, and at once when the page is left.
  const draft = useRef({ base: base.text, etag: base.etag, text });
  draft.current = { base: base.text, etag: base.etag, text };
  useEffect(() => {
    const timer = setTimeout(() => keepDraft(name, draft.current), 200);
    return () => clearTimeout(timer);
  }, [name, base, text]);
  useEffect(() => {
    const now = () => keepDraft(name, draft.current);
    addEventListener("pagehide", now);
    return () => {
      removeEventListener("pagehide", now);
      now();
    };
  }, [name]);

  useEffect(() => {
    if (!dirty || !writes) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty, writes]);

  const { checked, of } = known;
  const explain = useRef((code: string) => {
    setRule(code);
    setPanel("problems");
  });
  useEffect(() => {
    if (view !== undefined && checked !== undefined && view.state.doc.toString() === of) {
      showChecked(view, checked, explain.current);
    }
  }, [view, checked, of]);

  function stored(saved: Saved, sent: string) {
    setBase({ text: sent, etag: saved.etag });
    versions.current.add(saved.etag);
    setSaid(
      saved.valid
        ? `Saved to ${saved.file}. New runs use it.`
        : `Saved to ${saved.file}, with errors: it cannot be started until they are mended.`,
    );
    if (saved.name !== name) {
      draft.current = { base: sent, etag: saved.etag, text: sent };
      go(editPath(saved.name));
    }
  }

  const store = (etag: string, broken: boolean) => {
    setSaid("");
    save({ text, etag, broken });
  };
  const give = () => {
    download(fileName(found.file), text);
    setSaid(`${fileName(found.file)} was downloaded; put it in the workspace's place.`);
  };
  const keep = () => (found.writable ? store(base.etag, false) : give());

  const format = () => {
    authoring.format(name, text).then(
      ({ edits }) => {
        if (view !== undefined && view.state.doc.toString() === text) {
          apply(view, edits, "format");
          setSaid(edits.length === 0 ? "It has its form already." : "Formatted.");
        }
      },
      (error: Error) => setSaid(error.message),
    );
  };

  const ears: Ears = {
    changed: (now) => setText(now),
    entered(state) {
      setSelected(state);
      if (view !== undefined) {
        // After the transaction that is being told of.
        queueMicrotask(() => goToState(view, state));
      }
    },
    save: keep,
    format,
    rename() {
      const range = view?.state.wordAt(view.state.selection.main.head);
      if (view !== undefined && range) {
        setRenaming({
          old: view.state.sliceDoc(range.from, range.to),
          busy: false,
          trouble: undefined,
        });
      }
    },
    elsewhere: (file, line) => setSaid(`It is declared in ${file}, line ${line}.`),
  };

  function rename(to: string) {
    if (view === undefined || renaming === undefined) {
      return;
    }
    setRenaming({ ...renaming, busy: true, trouble: undefined });
    authoring.rename(name, text, placeOf(view.state.doc, view.state.selection.main.head), to).then(
      ({ edits, elsewhere }) => {
        if (view.state.doc.toString() !== text) {
          return;
        }
        apply(view, edits, "rename");
        setRenaming(undefined);
        view.focus();
        const others = elsewhere.map(({ file, places }) => `${file} (${places})`).join(", ");
        setSaid(
          `Renamed in ${edits.length} places.` +
            (others === "" ? "" : ` It also stands in ${others}: change it there.`),
        );
      },
      (error: Error) => setRenaming({ ...renaming, busy: false, trouble: error.message }),
    );
  }

  function select(state: string | undefined) {
    setSelected(state);
    if (view !== undefined) {
      goToState(view, state);
    }
  }

  function draw(edits: TextEdit[], label: string) {
    if (view !== undefined && view.state.doc.toString() === text) {
      apply(view, edits, "diagram");
      setSaid(`${label}. Ctrl+Z takes it back.`);
    }
  }

  function take(theirs: { source: string; etag: string }) {
    if (view !== undefined) {
      replace(view, theirs.source, "theirs");
    }
    setBase({ text: theirs.source, etag: theirs.etag });
    versions.current.add(theirs.etag);
    setRefusal(undefined);
    setSaid("This is the file's text now.");
  }

  /** Keys that mean the same wherever the focus is; in a field of a form they are the field's own. */
  function key(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    const mod = event.ctrlKey || event.metaKey;
    if (event.defaultPrevented || !mod || view === undefined || target.closest(".cm-editor") !== null) {
      return;
    }
    const pressed = event.key.toLowerCase();
    const typing = target.closest("input, textarea, select") !== null;
    if (pressed === "s") {
      event.preventDefault();
      keep();
    } else if (!typing && pressed === "z") {
      event.preventDefault();
      (event.shiftKey ? redo : undo)(view);
    } else if (!typing && pressed === "y") {
      event.preventDefault();
      redo(view);
    }
  }

  const fix = (one: Fix) => {
    if (view !== undefined) {
      apply(view, moved(view.state, one.edits), "fix");
      view.focus();
    }
  };
  const goToFinding = (finding: Diagnostic) => {
    setSide("text");
    if (view !== undefined) {
      requestAnimationFrame(() => goToPlace(view, finding.line, finding.column));
    }
  };

  const conflict = refusal?.kind === "changed" ? refusal.theirs : undefined;
  const verb = checked?.states.find((state) => state.name === selected)?.verb;
  return (
    <article className="edit" onKeyDown={key}>
      <Head
        name={name}
        found={found}
        writes={writes}
        dirty={dirty}
        saving={saving}
        checked={checked}
        current={of === text}
        said={said}
        traffic={traffic}
        onTraffic={setTraffic}
        onUndo={() => view !== undefined && undo(view)}
        onRedo={() => view !== undefined && redo(view)}
        onFormat={format}
        onRename={() => ears.rename()}
        onSave={keep}
        onDownload={give}
        text={text}
      />
      <Notices
        refusal={refusal}
        trouble={known.trouble}
        changed={!versions.current.has(found.etag) && conflict === undefined && !saving}
        whyNot={
          writes ? found.why_not : "You may look at this flow, not change it: that needs the role author."
        }
        onBroken={() => store(base.etag, true)}
        onClose={() => setRefusal(undefined)}
        onAgain={known.again}
        onCompare={() =>
          setRefusal({ kind: "changed", theirs: { source: plain(found.source), etag: found.etag } })
        }
      />
      {conflict !== undefined && (
        <Conflict
          flow={name}
          file={found.file}
          base={base.text}
          mine={text}
          theirs={conflict}
          saving={saving}
          onMine={() => store(conflict.etag, checked?.valid === false)}
          onTheirs={() => take(conflict)}
          onLater={() => {
            setRefusal(undefined);
            view?.focus();
          }}
        />
      )}
      {renaming !== undefined && (
        <Rename
          {...renaming}
          onRename={rename}
          onClose={() => {
            setRenaming(undefined);
            view?.focus();
          }}
        />
      )}
      {narrow && (
        <Tabs
          name="side"
          label="Text or diagram"
          tabs={[
            { id: "text", label: "Text" },
            { id: "diagram", label: "Diagram" },
          ]}
          chosen={side}
          onChoose={setSide}
        />
      )}
      <div className="edit-sides" id="side-panel">
        <section className="edit-side" aria-label="Text" hidden={narrow && side !== "text"}>
          <TextEditor
            flow={name}
            file={found.file}
            base={base.text}
            text={text}
            writes={writes}
            ears={ears}
            onReady={setView}
          />
        </section>
        {(!narrow || side === "diagram") && (
          <section className="edit-side edit-drawn" aria-label="Diagram">
            <DiagramEditor
              source={text}
              graph={known.graph}
              stale={checked !== undefined && checked.graph === undefined}
              findings={checked?.diagnostics ?? []}
              selected={selected}
              onSelect={select}
              onEdit={draw}
              readOnly={!writes}
              traffic={overlay}
            />
          </section>
        )}
      </div>
      <Below
        flow={name}
        source={text}
        checked={checked}
        selected={selected}
        asksModel={verb === "llm"}
        writes={writes}
        panel={panel}
        onPanel={setPanel}
        rule={rule}
        onRule={setRule}
        onPlace={goToFinding}
        onFix={fix}
      />
    </article>
  );
}
