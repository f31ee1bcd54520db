/** A sentence of the server's, with what it puts between backticks as code. It is only ever text. */
export function Said({ text }: { text: string }) {
  return (
    <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
  );
}
