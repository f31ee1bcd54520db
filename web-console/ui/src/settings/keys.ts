import { useSyncExternalStore } from "react";

/** Where this browser keeps whether single keys do something; `off` turns them off (WCAG 2.1.4). */
const PLACE = "signalbox.keys";

export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(PLACE) !== "off";
  } catch {
    return true;
  }
}

export function turnKeys(on: boolean) {
  try {
    if (on) {
      localStorage.removeItem(PLACE);
    } else {
      localStorage.setItem(PLACE, "off");
    }
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
  // The event of the platform tells other tabs; this one is told the same way.
  dispatchEvent(new StorageEvent("storage", { key: PLACE }));
}

function subscribe(listener: () => void) {
  addEventListener("storage", listener);
  return () => removeEventListener("storage", listener);
}

export const useKeysAreOn = () => useSyncExternalStore(subscribe, keysAreOn);
