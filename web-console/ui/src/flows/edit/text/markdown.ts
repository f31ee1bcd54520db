/** A piece of the little Markdown that the language speaks: code, bold, plain; text only, never markup. */
export interface Run {
  kind: "plain" | "code" | "bold";
  text: string;
}

export type Part =
  { kind: "paragraph"; runs: Run[] } | { kind: "list"; items: Run[][] } | { kind: "block"; text: string };

export function parts(markdown: string): Part[] {
  const found: Part[] = [];
  const lines = markdown.split("\n");
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith("```"));
      const to = end < 0 ? lines.length : end;
      found.push({ kind: "block", text: lines.slice(at + 1, to).join("\n") });
      at = to + 1;
    } else if (line.startsWith("- ")) {
      const items: Run[][] = [];
      while (lines[at]?.startsWith("- ")) {
        items.push(runs((lines[at++] ?? "").slice(2)));
      }
      found.push({ kind: "list", items });
    } else if (line.trim() === "") {
      at++;
    } else {
      const begun = at;
      while (at < lines.length && !/^(\s*$|- |```)/.test(lines[at] ?? "")) {
        at++;
      }
      found.push({ kind: "paragraph", runs: runs(lines.slice(begun, at).join(" ")) });
    }
  }
  return found;
}

function runs(text: string): Run[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((piece) => piece !== "")
    .map((piece) =>
      piece.length > 2 && piece.startsWith("`")
        ? { kind: "code", text: piece.slice(1, -1) }
        : piece.length > 4 && piece.startsWith("**")
          ? { kind: "bold", text: piece.slice(2, -2) }
          : { kind: "plain", text: piece },
    );
}

/** For the editor's own tooltips, which are no part of the page's tree. */
export function element(markdown: string): HTMLElement {
  const whole = document.createElement("div");
  whole.className = "marked";
  const fill = (into: HTMLElement, texts: Run[]) => {
    for (const { kind, text } of texts) {
      const tag = kind === "code" ? "code" : kind === "bold" ? "b" : "span";
      into.appendChild(document.createElement(tag)).textContent = text;
    }
  };
  for (const part of parts(markdown)) {
    if (part.kind === "block") {
      whole.appendChild(document.createElement("pre")).textContent = part.text;
    } else if (part.kind === "list") {
      const list = whole.appendChild(document.createElement("ul"));
      part.items.forEach((item) => fill(list.appendChild(document.createElement("li")), item));
    } else {
      fill(whole.appendChild(document.createElement("p")), part.runs);
    }
  }
  return whole;
}
