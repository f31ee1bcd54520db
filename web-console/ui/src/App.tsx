import type { QueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { follow } from "./api/live";
import { InboxPage } from "./inbox/InboxPage";
import { Empty, Loading } from "./parts/Bits";
import { useTitle } from "./parts/title";
import { Whole } from "./parts/Whole";
import { Link, usePlace, type Place } from "./router";
import { Lost, Top } from "./Shell";

// The inbox is there at once; each other page is fetched when somebody opens it.
const HoldPage = lazy(async () => ({ default: (await import("./inbox/HoldPage")).HoldPage }));
const RunsPage = lazy(async () => ({ default: (await import("./runs/RunsPage")).RunsPage }));
const RunPage = lazy(async () => ({ default: (await import("./runs/RunPage")).RunPage }));
const FlowsPage = lazy(async () => ({ default: (await import("./flows/FlowsPage")).FlowsPage }));
const FlowPage = lazy(async () => ({ default: (await import("./flows/FlowPage")).FlowPage }));
const EditPage = lazy(() => import("./flows/edit/EditPage"));
const ReviewPage = lazy(() => import("./flows/review/ReviewPage"));
const TriggersPage = lazy(() => import("./triggers/TriggersPage"));
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
        <Whole key={JSON.stringify(place)}>
          <Suspense fallback={<Loading what="the page" />}>
            <Content place={place} />
          </Suspense>
        </Whole>
      </main>
    </>
  );
}

function Nowhere() {
  useTitle("No such page");
  return (
    <Empty title="There is no such page.">
      <p>
        Nothing is at <code>{location.pathname}</code>. <Link href="/">Go to the inbox</Link>
      </p>
    </Empty>
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
    case "triggers":
      return <TriggersPage />;
    case "audit":
      return <AuditPage />;
    case "settings":
      return <SettingsPage />;
    case "nowhere":
      return <Nowhere />;
  }
}
