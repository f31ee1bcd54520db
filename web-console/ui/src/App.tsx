import type { QueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { follow, useLine } from "./api/live";
import { useHolds, useMe } from "./api/queries";
import { FlowPage } from "./flows/FlowPage";
import { FlowsPage } from "./flows/FlowsPage";
import { HoldPage } from "./inbox/HoldPage";
import { InboxPage } from "./inbox/InboxPage";
import { Empty, Loading } from "./parts/Bits";
import { Link, usePlace, type Place } from "./router";
import { RunPage } from "./runs/RunPage";
import { RunsPage } from "./runs/RunsPage";

// What not everybody opens is fetched when somebody does.
const EditPage = lazy(() => import("./flows/edit/EditPage"));
const ReviewPage = lazy(() => import("./flows/review/ReviewPage"));
const AuditPage = lazy(() => import("./audit/AuditPage"));
const SettingsPage = lazy(() => import("./settings/SettingsPage"));

export function App({ queries }: { queries: QueryClient }) {
  const place = usePlace();
  useEffect(() => follow(queries), [queries]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Top place={place} />
      <Lost />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Content place={place} />
        </Suspense>
      </main>
    </>
  );
}

function Content({ place }: { place: Place }) {
  switch (place.page) {
    case "inbox":
      return <InboxPage />;
    case "hold":
      return <HoldPage key={place.id} id={place.id} />;
    case "runs":
      return <RunsPage />;
    case "run":
      return <RunPage key={place.id} id={place.id} />;
    case "flows":
      return <FlowsPage />;
    case "flow":
      return <FlowPage key={place.name} name={place.name} />;
    case "edit":
      return <EditPage key={place.name} name={place.name} />;
    case "review":
      return <ReviewPage key={place.name} name={place.name} />;
    case "audit":
      return <AuditPage />;
    case "settings":
      return <SettingsPage />;
    case "nowhere":
      return (
        <Empty title="There is nothing at this address.">
          <Link href="/">Go to the inbox</Link>
        </Empty>
      );
  }
}

function Top({ place }: { place: Place }) {
  const me = useMe();
  const holds = useHolds();
  const first = holds.data?.pages[0];
  const waiting = first === undefined ? "" : `${first.items.length}${first.next === undefined ? "" : "+"}`;
  const tab = (href: string, label: string, here: boolean, count?: string) => (
    <Link href={href} aria-current={here ? "page" : undefined}>
      {label}
      {count !== undefined && count !== "" && count !== "0" && (
        <span className="count" aria-label={`${count} waiting`}>
          {count}
        </span>
      )}
    </Link>
  );
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
        {tab("/", "Inbox", place.page === "inbox" || place.page === "hold", waiting)}
        {tab("/runs", "Runs", place.page === "runs" || place.page === "run")}
        {tab("/flows", "Flows", place.page === "flows" || "name" in place)}
        {tab("/audit", "Audit", place.page === "audit")}
        {tab("/settings", "Settings", place.page === "settings")}
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

function Lost() {
  const line = useLine();
  return line === "lost" ? (
    <p className="lost" role="status">
      The server cannot be heard. What you see may be old; the page tries again by itself.
    </p>
  ) : null;
}
