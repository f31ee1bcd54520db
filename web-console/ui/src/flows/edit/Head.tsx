import { useState } from "react";
import { authoring, type Checked, type FlowText } from "../../api/authoring";
import { Failure } from "../../parts/Bits";
import { flowPath, Link } from "../../router";
import { CopyButton, download, fileName, PatchText } from "./Patch";

/** The flow's name, how its text stands, and what can be done with it. */
export function Head({
  name,
  found,
  writes,
  dirty,
  saving,
  checked,
  current,
  said,
  text,
  traffic,
  onTraffic,
  onUndo,
  onRedo,
  onFormat,
  onRename,
  onSave,
  onDownload,
}: {
  name: string;
  found: FlowText;
  writes: boolean;
  dirty: boolean;
  saving: boolean;
  checked: Checked | undefined;
  /** What was checked is the text as it stands. */
  current: boolean;
  said: string;
  text: string;
  traffic: boolean;
  onTraffic: (wanted: boolean) => void;
  onUndo: () => void;
  onRedo: () => void;
  onFormat: () => void;
  onRename: () => void;
  onSave: () => void;
  onDownload: () => void;
}) {
  const [patch, setPatch] = useState<{ patch: string } | { error: Error }>();
  const show = () => authoring.patch(name, text).then(setPatch, (error: Error) => setPatch({ error }));
  return (
    <header className="edit-head">
      <div className="edit-title">
        <p className="crumbs">
          <Link href="/flows">Flows</Link> / <Link href={flowPath(name)}>{name}</Link>
        </p>
        <h1>
          Edit {name} <code>{found.file}</code>
        </h1>
      </div>
      <div className="edit-tools" role="group" aria-label="The text">
        {writes && (
          <>
            <button type="button" className="quiet" onClick={onUndo} title="Ctrl+Z">
              Undo
            </button>
            <button type="button" className="quiet" onClick={onRedo} title="Ctrl+Shift+Z">
              Redo
            </button>
            <button type="button" className="quiet" onClick={onFormat} title="Shift+Alt+F">
              Format
            </button>
            <button type="button" className="quiet" onClick={onRename} title="F2: the name at the cursor">
              Rename
            </button>
          </>
        )}
        <label className="edit-traffic">
          <input type="checkbox" checked={traffic} onChange={(event) => onTraffic(event.target.checked)} />{" "}
          Last runs
        </label>
        {writes && (
          <>
            <button type="button" className="quiet" disabled={!dirty} onClick={() => void show()}>
              Patch
            </button>
            {found.writable ? (
              <>
                <button type="button" className="quiet" onClick={onDownload}>
                  Download
                </button>
                <button
                  type="button"
                  className="primary edit-save"
                  disabled={!dirty || saving}
                  onClick={onSave}
                  title="Ctrl+S"
                >
                  {saving ? "Saving…" : "Save"}
                </button>
              </>
            ) : (
              <button type="button" className="primary edit-save" onClick={onDownload} title="Ctrl+S">
                Download
              </button>
            )}
          </>
        )}
      </div>
      <p className="edit-standing">
        {writes && (
          <span className={dirty ? "edit-dirty" : "calm"}>{dirty ? "Unsaved changes" : "As saved"}</span>
        )}
        <Standing checked={checked} current={current} />
        <span className="edit-said" role="status">
          {said}
        </span>
      </p>
      {writes && (
        <details className="edit-keys">
          <summary>Keys</summary>
          <p id="edit-keys">
            <kbd>Ctrl+Space</kbd> what can stand here, <kbd>F12</kbd> where it is declared, <kbd>F2</kbd>{" "}
            rename, <kbd>Ctrl+Shift+H</kbd> what it is, <kbd>F8</kbd> next problem, <kbd>Ctrl+Shift+M</kbd>{" "}
            their list, <kbd>Ctrl+F</kbd> find, <kbd>Shift+Alt+F</kbd> format, <kbd>Ctrl+]</kbd> and{" "}
            <kbd>Ctrl+[</kbd> indent, <kbd>Ctrl+S</kbd> save. <kbd>Tab</kbd> leaves the text; while a proposal
            has places to fill in, press <kbd>Esc</kbd> first. On a Mac <kbd>Cmd</kbd> stands for{" "}
            <kbd>Ctrl</kbd>.
          </p>
        </details>
      )}
      {patch !== undefined && (
        <section className="edit-patch" aria-label="Patch">
          {"error" in patch ? (
            <Failure error={patch.error} />
          ) : patch.patch === "" ? (
            <p className="calm">The text is the file's.</p>
          ) : (
            <PatchText patch={patch.patch} label="Patch" />
          )}
          <div className="actions">
            {"patch" in patch && patch.patch !== "" && (
              <>
                <CopyButton text={patch.patch}>Copy the patch</CopyButton>
                <button
                  type="button"
                  className="quiet"
                  onClick={() => download(`${fileName(found.file)}.patch`, patch.patch)}
                >
                  Download the patch
                </button>
              </>
            )}
            <button type="button" className="quiet" onClick={() => setPatch(undefined)}>
              Close
            </button>
          </div>
        </section>
      )}
    </header>
  );
}

function Standing({ checked, current }: { checked: Checked | undefined; current: boolean }) {
  if (checked === undefined || !current) {
    return <span className="calm">Checking…</span>;
  }
  const errors = checked.diagnostics.filter(({ severity }) => severity === "error").length;
  const others = checked.diagnostics.length - errors;
  if (!checked.valid) {
    return <span className="bad">{errors <= 1 ? "One error" : `${errors} errors`}</span>;
  }
  return (
    <span className="edit-well">
      {others === 0 ? "No problems" : others === 1 ? "One remark" : `${others} remarks`}
    </span>
  );
}
