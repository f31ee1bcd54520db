import type { InboxHold } from "../api/inbox";

/** Whether several holds can be decided at once, and if not, why, in a sentence for the person. */
export function whyNotAtOnce(holds: InboxHold[]): string | undefined {
  const first = holds[0];
  if (first === undefined) {
    return "Nothing is selected.";
  }
  if (holds.some((hold) => hold.purpose !== "approve")) {
    return "Only approvals can be decided at once; an answer is each hold's own.";
  }
  if (holds.some((hold) => hold.risk === "high")) {
    return "A high-risk call is decided alone, with its evidence in view.";
  }
  if (holds.some((hold) => hold.bulk === false)) {
    return "One of these has to be decided alone.";
  }
  if (
    holds.some(
      (hold) => hold.flow !== first.flow || hold.version !== first.version || hold.state !== first.state,
    )
  ) {
    return "Only holds of the same flow, version and state can be decided at once.";
  }
  return undefined;
}
