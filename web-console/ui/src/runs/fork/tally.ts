import type { ForkPlan, PlannedRequest } from "../../api/fork";

/** One sentence for what is about to happen, the gravest first. */
export function summary(plan: ForkPlan): string {
  const again = plan.requests.filter((request) => request.from === "again");
  const writes = again.filter((request) => request.effect === "write");
  const risky = writes.filter((request) => request.risk === "high");
  const others = again.length - writes.length;
  const parts = [
    counted(writes.length, "write") +
      (risky.length > 0 ? ` (${risky.length} of high risk, after an approval of the fork's own)` : ""),
    counted(others, "other request"),
  ].filter((part) => part !== "");
  const recorded = plan.requests.length - again.length;
  const taken =
    recorded === 0
      ? ""
      : ` ${recorded === 1 ? "One answer comes" : `${recorded} answers come`} from the record: nobody is asked.`;
  if (parts.length === 0) {
    return `Nothing would be done again.${taken}`;
  }
  return `Would be done again: ${parts.join(" and ")}.${taken}`;
}

function counted(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** What kind of request it is, in words; its colour only repeats them. */
export function kindOf(request: PlannedRequest): {
  word: string;
  tone: "read" | "write" | "risky" | "model";
} {
  if (request.kind === "model") {
    return { word: "asks a model", tone: "model" };
  }
  if (request.kind === "flow") {
    return { word: "starts a run", tone: "write" };
  }
  if (request.effect === "read") {
    return { word: "reads", tone: "read" };
  }
  const once = request.delivery === "at_most_once" ? ", at most once" : "";
  return request.risk === "high"
    ? { word: `writes, high risk${once}`, tone: "risky" }
    : { word: `writes${once}`, tone: "write" };
}

export function fromWords(request: PlannedRequest): string {
  if (request.from === "again") {
    return "done again";
  }
  const where = request.recorded_at === undefined ? "" : ` (event ${request.recorded_at})`;
  switch (request.answer) {
    case "failed":
      return `recorded failure${where}`;
    case "unknown":
      return "nobody knows whether it happened: a person is asked";
    default:
      return `recorded answer${where}`;
  }
}

export const whereOf = (of: { state: string; visit: number; slot?: string }) =>
  `${of.state}${of.slot === undefined ? "" : ` / ${of.slot}`}${of.visit > 1 ? `, visit ${of.visit}` : ""}`;
