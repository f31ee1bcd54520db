import type { Run } from "../../api/views";

/** What a fork from after an event of a run would do, and the button that makes it. */
export function ForkPanel(_: { run: Run; seq: number }) {
  return null;
}
