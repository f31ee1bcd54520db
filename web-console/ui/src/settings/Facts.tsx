import type { ReactNode } from "react";

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="settings-facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Told by mark and word as well as by colour. */
export function Yes({ is, yes, no }: { is: boolean; yes: string; no: string }) {
  return (
    <span className={is ? "settings-yes" : "settings-no"}>
      <span aria-hidden="true">{is ? "✓" : "–"}</span> {is ? yes : no}
    </span>
  );
}

export function Names({ names, none }: { names: string[]; none: string }) {
  return names.length === 0 ? (
    <span className="quiet-text">{none}</span>
  ) : (
    <ul className="settings-names">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
