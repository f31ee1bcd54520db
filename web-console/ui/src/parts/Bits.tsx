import type { ReactNode } from "react";
import { Refused } from "../api/client";
import type { RunStatus } from "../api/views";
import { ago, left, useNow, whole } from "./time";

const STATUS: Record<RunStatus, { mark: string; word: string }> = {
  running: { mark: "●", word: "running" },
  paused: { mark: "‖", word: "paused" },
  stuck: { mark: "!", word: "stuck" },
  succeeded: { mark: "✓", word: "succeeded" },
  failed: { mark: "✕", word: "failed" },
  cancelled: { mark: "–", word: "cancelled" },
};

/** A run's status, told by mark and word as well as by colour. */
export function Status({ status }: { status: RunStatus }) {
  const { mark, word } = STATUS[status] ?? { mark: "?", word: status };
  return (
    <span className={`status status-${status}`}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
}

export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={whole(at)}>
      {ago(at, now)}
    </time>
  );
}

export function Left({ due }: { due: string }) {
  const now = useNow();
  const soon = Date.parse(due) - now < 3_600_000;
  return (
    <time dateTime={due} title={whole(due)} className={soon ? "soon" : undefined}>
      {left(due, now)}
    </time>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p className="calm" role="status">
      Loading {what}…
    </p>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Failure({ error, again }: { error: Error; again?: () => void }) {
  return (
    <div className="notice notice-bad" role="alert">
      <p>{error.message}</p>
      {again && !(error instanceof Refused && error.status === 404) && (
        <button type="button" className="quiet" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Panel({
  title,
  aside,
  children,
  id,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className="panel" id={id} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** Money in the shortest form that still says something. */
export function money(usd: number): string {
  if (usd === 0) {
    return "$0";
  }
  return usd < 0.01 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}

export const short = (id: string) => (id.length > 13 ? `…${id.slice(-8)}` : id);
