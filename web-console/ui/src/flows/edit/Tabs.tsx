import type { KeyboardEvent, ReactNode } from "react";

export interface Tab<T extends string> {
  id: T;
  label: ReactNode;
}

/** Tabs as WAI-ARIA has them: one of them in the order of the Tab key, arrows between them. */
export function Tabs<T extends string>({
  name,
  label,
  tabs,
  chosen,
  onChoose,
}: {
  name: string;
  label: string;
  tabs: Tab<T>[];
  chosen: T;
  onChoose: (id: T) => void;
}) {
  function key(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next =
      event.key === "Home"
        ? tabs[0]
        : event.key === "End"
          ? tabs.at(-1)
          : step === undefined
            ? undefined
            : tabs[(at + step + tabs.length) % tabs.length];
    if (next !== undefined) {
      event.preventDefault();
      onChoose(next.id);
      document.getElementById(`${name}-tab-${next.id}`)?.focus();
    }
  }
  return (
    <div className="edit-tabs" role="tablist" aria-label={label} onKeyDown={key}>
      {tabs.map(({ id, label: text }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${name}-tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={`${name}-panel`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
