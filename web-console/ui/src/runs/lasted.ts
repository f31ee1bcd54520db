import { span } from "../parts/time";

/** A length of time, exact where it is short: `12 ms`, `1.3 s`, then in the words of `span`. */
export function lasted(milliseconds: number): string {
  if (milliseconds < 1_000) {
    return `${Math.round(milliseconds)} ms`;
  }
  return milliseconds < 10_000 ? `${(milliseconds / 1_000).toFixed(1)} s` : span(milliseconds);
}
