import type { Hold } from "../api/views";

/** What each hold wants of a person, in a word. */
export const WANTS: Record<Hold["purpose"], string> = {
  approve: "approve",
  ask: "answer",
  unknown: "did it happen?",
  model: "play the model",
};
