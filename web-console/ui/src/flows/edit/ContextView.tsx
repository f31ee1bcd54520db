/** The budget of a model state as a bar of its items, live while the text changes. */
export default function ContextView(_: { flow: string; source: string; state: string }) {
  return null;
}
