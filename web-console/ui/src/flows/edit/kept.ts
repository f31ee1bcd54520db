/** What somebody has written on a flow and not saved: this tab keeps it until it is saved or given up. */
export interface Draft {
  /** The text and the version that the work began with. */
  base: string;
  etag: string;
  text: string;
}

const place = (flow: string) => `signalbox:edit:${flow}`;

export function keptDraft(flow: string): Draft | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place(flow)) ?? "null") as Partial<Draft> | null;
    return typeof kept?.base === "string" && typeof kept.etag === "string" && typeof kept.text === "string"
      ? { base: kept.base, etag: kept.etag, text: kept.text }
      : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(flow: string, draft: Draft) {
  try {
    if (draft.text === draft.base) {
      sessionStorage.removeItem(place(flow));
    } else {
      sessionStorage.setItem(place(flow), JSON.stringify(draft));
    }
  } catch {
    // A full or forbidden storage keeps nothing; leaving the page warns all the same.
  }
}
