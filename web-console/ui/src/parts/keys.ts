import { useEffect, useSyncExternalStore } from "react";

const NAME = "signalbox.keys";
const subscribe = (listener: () => void) => {
  addEventListener("storage", listener);
  addEventListener(NAME, listener);
  return () => {
    removeEventListener("storage", listener);
    removeEventListener(NAME, listener);
  };
};

/** Whether single letters do anything. A person turns them off where they speak to their machine or type by mistake. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true;
  }
}

export function turnKeys(on: boolean) {
  try {
    localStorage.setItem(NAME, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing keeps no wish either.
  }
  dispatchEvent(new Event(NAME));
}

export const useKeysAreOn = () => useSyncExternalStore(subscribe, keysAreOn);

/** Whether a key press belongs to what has the focus, or to a shortcut of the browser, and not to the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return (
    event.metaKey ||
    event.ctrlKey ||
    event.altKey ||
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest("dialog") !== null
  );
}

/** Calls what is bound to a key, as long as shortcuts are on and nobody is typing. */
export function useKeys(bound: Record<string, ((event: KeyboardEvent) => void) | undefined>) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const action = bound[event.key];
      if (action !== undefined && keysAreOn() && !isTyping(event)) {
        action(event);
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [bound]);
}
