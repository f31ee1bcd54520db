/** Runs the flow's tests, or one step with sample data, on the text as it stands. */
export default function TryIt(_: { flow: string; source: string; state: string | undefined }) {
  return null;
}
