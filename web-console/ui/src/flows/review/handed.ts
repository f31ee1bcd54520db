// The text of an editor, handed to the review page beside the address: it is nobody's to see but this tab's.
const key = (flow: string) => `signalbox-review:${flow}`;

export function handOver(flow: string, source: string) {
  try {
    sessionStorage.setItem(key(flow), source);
  } catch {
    // without storage the page says that there is no text
  }
}

export function handed(flow: string): string | undefined {
  try {
    return sessionStorage.getItem(key(flow)) ?? undefined;
  } catch {
    return undefined;
  }
}
