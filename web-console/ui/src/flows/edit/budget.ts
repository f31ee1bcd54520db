// A budget as it is drawn and told: pure functions of what the server counted.
import type { ContextItem, ContextTrial } from "../../api/drafts";

/** One item of the context, with everything that was loaded for it: an events item has an entry for each event. */
export interface Slice {
  name: string;
  tokens: number;
  /** What was left out of it, or in the worst case may be. */
  lost: number;
  stable: boolean;
  priority: number;
  entries: ContextItem[];
}

/** The items as a prompt has them: the stable ones in front, each in the order of the file. */
export function slices(trial: ContextTrial): Slice[] {
  const byName = new Map<string, Slice>();
  for (const item of trial.items) {
    const slice = byName.get(item.name) ?? {
      name: item.name,
      tokens: 0,
      lost: 0,
      stable: item.stable,
      priority: item.priority,
      entries: [],
    };
    const risk = item.verdict === "at_risk";
    slice.tokens += risk ? 0 : item.tokens;
    slice.lost += risk ? item.tokens : Math.max(0, (item.before ?? item.tokens) - item.tokens);
    slice.entries.push(item);
    byName.set(item.name, slice);
  }
  return [...byName.values()].sort((a, b) => Number(b.stable) - Number(a.stable));
}

export interface Bar {
  /** What the whole width stands for, in tokens. */
  scale: number;
  /** Where the budget ends, in percent. */
  budget: number;
  kept: { slice: Slice; percent: number }[];
  free: number;
  lost: { slice: Slice; percent: number }[];
}

const LEAST = 0.6;

/** The bar of a budget, in percent of its width. What is lost stands in a row of its own, at the same scale as far as it fits. */
export function bar(trial: ContextTrial): Bar {
  const all = slices(trial);
  const kept = all.reduce((sum, slice) => sum + slice.tokens, 0);
  const lost = all.reduce((sum, slice) => sum + slice.lost, 0);
  const scale = Math.max(1, trial.budget, kept);
  const share = (tokens: number, of: number) => (tokens === 0 ? 0 : Math.max(LEAST, (100 * tokens) / of));
  return {
    scale,
    budget: (100 * trial.budget) / scale,
    kept: all
      .filter((slice) => slice.tokens > 0)
      .map((slice) => ({ slice, percent: share(slice.tokens, scale) })),
    free: Math.max(0, (100 * (trial.budget - kept)) / scale),
    lost: all
      .filter((slice) => slice.lost > 0)
      .map((slice) => ({ slice, percent: share(slice.lost, Math.max(scale, lost)) })),
  };
}

const tokens = (count: number) => (count === 1 ? "1 token" : `${count.toLocaleString("en")} tokens`);

const WHY: Record<string, string> = {
  over_max: "longer than its `max`",
  over_budget: "the budget is used up",
  when_false: "its `when` does not hold",
  absent: "there is nothing to load",
  last: "only the last ones are loaded",
  max_age: "older than `max_age`",
  clear_results: "results of old calls are cleared first",
  clamp: "old events are clamped",
  summary: "a summary stands for it",
  drop_oldest: "the oldest go first",
  redacted: "the data is redacted",
};

/** What became of an item, in words. */
export function fate(item: ContextItem): string {
  const why = WHY[item.reason];
  const because = why === undefined ? "" : `: ${why}`;
  const whole = item.before ?? item.tokens;
  switch (item.verdict) {
    case "kept":
      return "kept whole";
    case "trimmed":
      return `cut from ${tokens(whole)} to ${tokens(item.tokens)}${because}`;
    case "cleared":
      return `cleared from ${tokens(whole)} to ${tokens(item.tokens)}${because}`;
    case "summarised":
      return `summarised from ${tokens(whole)} to ${tokens(item.tokens)}`;
    case "dropped":
      return whole === 0 ? `left out${because}` : `left out, ${tokens(whole)}${because}`;
    case "fits":
      return "always fits";
    case "at_risk":
      return item.reason === "unbounded"
        ? "nothing bounds it: give it a `max`"
        : "may be cut or left out when everything is at its longest";
  }
}

/** The budget in one sentence. */
export function summary(trial: ContextTrial): string {
  const rest = `${tokens(trial.envelope)} for the prompt's own words and the schema`;
  const of = trial.window === undefined ? "" : `, of a window of ${tokens(trial.window)}`;
  if (trial.kind === "ready" || trial.kind === "overflow") {
    return `${trial.used.toLocaleString("en")} of ${tokens(trial.budget)} used, and ${rest}${of}.`;
  }
  return `At most ${trial.used.toLocaleString("en")} for a budget of ${tokens(trial.budget)}, and ${rest}${of}.`;
}
