import { useEffect, useState } from "react";
import { useWaiting } from "./api/inbox";
import { useLine } from "./api/live";
import { useMe } from "./api/queries";
import { Link, type Place } from "./router";

type Section = "inbox" | "runs" | "flows" | "triggers" | "audit" | "settings";

/** Under which heading a place stands. */
function sectionOf(place: Place): Section | undefined {
  switch (place.page) {
    case "inbox":
    case "hold":
      return "inbox";
    case "runs":
    case "run":
      return "runs";
    case "flows":
    case "flow":
    case "edit":
    case "review":
      return "flows";
    case "triggers":
      return "triggers";
    case "audit":
      return "audit";
    case "settings":
      return "settings";
    case "nowhere":
      return undefined;
  }
}

const SECTIONS: [Section, string, string][] = [
  ["inbox", "/", "Inbox"],
  ["runs", "/runs", "Runs"],
  ["flows", "/flows", "Flows"],
  ["triggers", "/triggers", "Triggers"],
  ["audit", "/audit", "Audit"],
  ["settings", "/settings", "Settings"],
];

/** The head of every page: where one is, what waits, who one is. */
export function Top({ place }: { place: Place }) {
  const me = useMe();
  const waiting = useWaiting();
  const here = sectionOf(place);
  const count = waiting.data;
  return (
    <header className="top">
      <Link className="brand" href="/" aria-label="Signalbox, inbox">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect x="9" y="2" width="14" height="28" rx="7" className="brand-box" />
          <circle cx="16" cy="10" r="4.2" className="brand-stop" />
          <circle cx="16" cy="22" r="4.2" className="brand-go" />
        </svg>
        <span>Signalbox</span>
      </Link>
      <nav aria-label="Main">
        {SECTIONS.map(([section, href, label]) => (
          <Link key={section} href={href} aria-current={here === section ? "page" : undefined}>
            {label}
            {section === "inbox" && count !== undefined && count.count > 0 && (
              <span className="count" aria-label={`${count.count}${count.more ? " or more" : ""} waiting`}>
                {count.count > 999 ? "999+" : `${count.count}${count.more ? "+" : ""}`}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <form method="post" action="/signout" className="who">
        <span className="who-name">{me.data?.name}</span>
        <button type="submit" className="quiet">
          Sign out
        </button>
      </form>
    </header>
  );
}

/** Says that what is on the page may be old, as long as the server cannot be heard, and afterwards that it can again. */
export function Lost() {
  const line = useLine();
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (line === "lost") {
      setWasLost(true);
      return undefined;
    }
    const later = setTimeout(() => setWasLost(false), 3_000);
    return () => clearTimeout(later);
  }, [line]);
  if (line === "lost") {
    return (
      <p className="lost" role="status">
        <strong>The server cannot be heard.</strong> What you see may be old, and what you type is kept. The
        page tries again by itself.
      </p>
    );
  }
  return wasLost && line === "open" ? (
    <p className="lost found" role="status">
      The server is back; the page is as it is now.
    </p>
  ) : null;
}
