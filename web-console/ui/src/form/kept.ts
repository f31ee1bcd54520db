import { useEffect, useState } from "react";

/** State that a reload of the page keeps, until it is cleared; for what somebody has typed and not sent yet. */
export function useKept<T>(key: string, initial: () => T): [T, (value: T) => void, () => void] {
  const place = `signalbox:${key}`;
  const [value, setValue] = useState<T>(() => {
    const kept = sessionStorage.getItem(place);
    try {
      return kept === null ? initial() : (JSON.parse(kept) as T);
    } catch {
      return initial();
    }
  });
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (touched) {
      sessionStorage.setItem(place, JSON.stringify(value));
    }
  }, [place, touched, value]);
  return [
    value,
    (next) => {
      setTouched(true);
      setValue(next);
    },
    () => {
      setTouched(false);
      sessionStorage.removeItem(place);
    },
  ];
}
