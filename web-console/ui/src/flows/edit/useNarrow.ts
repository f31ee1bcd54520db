import { useSyncExternalStore } from "react";

const media = matchMedia("(max-width: 63.99rem)");

/** Too narrow for two things side by side. */
export const useNarrow = () =>
  useSyncExternalStore(
    (listener) => {
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => media.matches,
  );
