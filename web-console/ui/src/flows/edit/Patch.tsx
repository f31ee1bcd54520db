import { useState } from "react";

/** A unified diff for reading: what goes and what comes told by sign and colour. */
export function PatchText({ patch, label }: { patch: string; label: string }) {
  const lines = patch.replace(/\n$/, "").split("\n");
  return (
    <pre className="patch" tabIndex={0} aria-label={label}>
      {lines.map((line, index) => (
        <span key={index} className={kind(line)}>
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}

function kind(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---")) {
    return "patch-head";
  }
  return line.startsWith("@@")
    ? "patch-place"
    : line.startsWith("+")
      ? "patch-come"
      : line.startsWith("-")
        ? "patch-gone"
        : "patch-same";
}

/** Copies a text, or where a browser forbids it says so and leaves the text to be marked by hand. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const [said, setSaid] = useState("");
  return (
    <>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          // Browsers have a clipboard for pages over https and for this machine's own.
          const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
          copied.then(
            () => setSaid("Copied."),
            () => setSaid("This browser does not let the page copy; mark the text and copy it."),
          );
        }}
      >
        {children}
      </button>
      <span className="calm" role="status">
        {said}
      </span>
    </>
  );
}

/** Gives a text to the browser as a file. */
export function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);
