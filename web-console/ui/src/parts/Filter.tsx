import { useEffect, useState, type ReactNode } from "react";

/** How long somebody has stopped typing before the server is asked. */
const PAUSE = 300;

/** What is being typed, and how to change it; `onChange` hears of it once somebody has stopped for a moment. */
export function useTyped(
  value: string,
  onChange: (value: string) => void,
): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) {
      return undefined;
    }
    const later = setTimeout(() => onChange(typed.trim()), PAUSE);
    return () => clearTimeout(later);
  }, [typed, value, onChange]);
  return [typed, setTyped];
}

/** The search of a list of holds or decisions. */
export function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useTyped(value, onChange);
  return (
    <input
      type="search"
      aria-label="Search"
      placeholder="Search title, key, requester"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

/** One of a few, named for whoever hears the page alone: its options say what they are. */
export function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </select>
  );
}

/** The options of an open choice: the address may name what the list does not have. */
export function Options({ none, names, own }: { none: string; names: string[]; own: string }) {
  const all = own === "" || names.includes(own) ? names : [own, ...names];
  return (
    <>
      <option value="">{none}</option>
      {all.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </>
  );
}
