import { useId, type ReactNode, type Ref } from "react";

/** A button that says why it does nothing: it stays in reach of the keyboard and of a screen reader. */
export function Act({
  why,
  kind = "",
  onAct,
  children,
  ref,
  busy = false,
}: {
  why?: string;
  kind?: string;
  onAct: () => void;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  busy?: boolean;
}) {
  const id = useId();
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={kind}
        aria-disabled={why !== undefined || busy}
        aria-describedby={why === undefined ? undefined : id}
        title={why}
        onClick={() => why === undefined && !busy && onAct()}
      >
        {children}
      </button>
      {why !== undefined && (
        <span id={id} hidden>
          {why}
        </span>
      )}
    </>
  );
}

/** The reasons of a row of buttons, each said once. */
export function Reasons({ of }: { of: (string | undefined)[] }) {
  const reasons = [...new Set(of.filter((why) => why !== undefined))];
  return reasons.length === 0 ? null : (
    <ul className="reasons">
      {reasons.map((why) => (
        <li key={why}>{why}</li>
      ))}
    </ul>
  );
}
