import { memo } from "react";

/** Names to choose from; made anew only when one has changed, for there may be hundreds in each of several lists. */
export const Names = memo(
  function Names({ names }: { names: string[] }) {
    return names.map((name) => <option key={name}>{name}</option>);
  },
  (a, b) => a.names.length === b.names.length && a.names.every((name, index) => name === b.names[index]),
);
