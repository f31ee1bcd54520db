import type { Path } from "./value";

/** In which order the language writes the keys of a part, as `signalbox fmt` has it. */

const words = (text: string) => text.trim().split(/\s+/);

const FLOW = words(
  `signalbox flow version title description owner types input output data actions events key limits otherwise
   triggers start states`,
);
const STATE = words(
  `title note call flow llm ask wait parallel join each end with output error save set approve retry timeout visits
   otherwise next`,
);
const LLM = words(
  "model system prompt context examples output choose among repair temperature max_output timeout retry",
);
const APPROVE = words(
  "title show edit when require by count not within use_within recheck remind escalate urgency note",
);

const BELOW: Record<string, string[]> = {
  llm: LLM,
  ask: words("title show form choices by within remind escalate urgency"),
  wait: words("for until event key where within"),
  each: words("item in max concurrency step on_item_error"),
  approve: APPROVE,
  retry: words("max backoff on"),
  limits: words("steps llm_calls tokens cost_usd duration day"),
  context: words("budget load"),
  next: words("match cases else"),
};

/** The order of the keys of the map at a path; none where names are the author's. */
export function orderAt(path: Path): readonly string[] {
  if (path.length === 0) {
    return FLOW;
  }
  if (path[0] === "states" && path.length === 2) {
    return STATE;
  }
  return BELOW[String(path.at(-1))] ?? [];
}
