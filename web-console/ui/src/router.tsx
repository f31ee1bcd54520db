import { useSyncExternalStore, type AnchorHTMLAttributes, type Ref } from "react";

/** Where the page is. The server gives the same document for each of these addresses. */
export type Place =
  | { page: "inbox" }
  | { page: "hold"; id: string }
  | { page: "runs" }
  | { page: "run"; id: string }
  | { page: "flows" }
  | { page: "flow"; name: string }
  | { page: "edit"; name: string }
  | { page: "review"; name: string }
  | { page: "triggers" }
  | { page: "audit" }
  | { page: "settings" }
  | { page: "nowhere" };

export function placeOf(path: string): Place {
  const [first, named, third, more] = path.split("/").filter((part) => part !== "");
  // Names may have any signs, encoded; the words of an address are these words alone, to the server too.
  const second = named === undefined ? undefined : decode(named);
  if (first === undefined) {
    return { page: "inbox" };
  }
  if (more !== undefined || (third !== undefined && first !== "flows")) {
    return { page: "nowhere" };
  }
  switch (first) {
    case "holds":
      return second === undefined ? { page: "inbox" } : { page: "hold", id: second };
    case "runs":
      return second === undefined ? { page: "runs" } : { page: "run", id: second };
    case "flows":
      return second === undefined ? { page: "flows" } : flowPlace(second, third);
    case "triggers":
      return second === undefined ? { page: "triggers" } : { page: "nowhere" };
    case "audit":
      return second === undefined ? { page: "audit" } : { page: "nowhere" };
    case "settings":
      return second === undefined ? { page: "settings" } : { page: "nowhere" };
    default:
      return { page: "nowhere" };
  }
}

function flowPlace(name: string, view: string | undefined): Place {
  switch (view) {
    case undefined:
      return { page: "flow", name };
    case "edit":
      return { page: "edit", name };
    case "review":
      return { page: "review", name };
    default:
      return { page: "nowhere" };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const subscribe = (listener: () => void) => {
  addEventListener("popstate", listener);
  return () => removeEventListener("popstate", listener);
};

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, () => location.pathname));
}

/** A part of the address after `?`, kept there so that a list can be shared as it is filtered. */
export function useSearch(name: string): [string, (value: string) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const value = new URLSearchParams(search).get(name) ?? "";
  return [
    value,
    (next) => {
      const all = new URLSearchParams(location.search);
      if (next === "") {
        all.delete(name);
      } else {
        all.set(name, next);
      }
      const text = all.toString();
      history.replaceState(null, "", location.pathname + (text === "" ? "" : `?${text}`));
      dispatchEvent(new PopStateEvent("popstate"));
    },
  ];
}

export function go(path: string) {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

export function Link({
  href,
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
          event.preventDefault();
          go(href);
        }
      }}
    />
  );
}

export const holdPath = (id: string) => `/holds/${encodeURIComponent(id)}`;
export const runPath = (id: string) => `/runs/${encodeURIComponent(id)}`;
export const flowPath = (name: string) => `/flows/${encodeURIComponent(name)}`;
export const editPath = (name: string) => `${flowPath(name)}/edit`;
export const reviewPath = (name: string) => `${flowPath(name)}/review`;
