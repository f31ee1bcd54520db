// A review as it is told: pure functions of what the server compared.
import type { Affected, Change, Review, ReviewGraph, Version } from "../../api/drafts";
import type { GraphEdge } from "../../api/views";

export const WEIGHTS: { weight: Change["weight"]; title: string; about: string }[] = [
  {
    weight: "safety",
    title: "May weaken safety",
    about: "Something may now happen that a person, a bound or an allow-list kept from happening.",
  },
  { weight: "behaviour", title: "Behaviour", about: "Runs do something else, or something more or less." },
  { weight: "cosmetic", title: "Cosmetic", about: "Words and names: no run does anything else." },
];

export const ofWeight = (review: Review, weight: Change["weight"]) =>
  review.changes.filter((change) => change.weight === weight);

/** The changes that take something away from what stands between a call and a person. */
export const weakened = (review: Review) => review.changes.filter((change) => change.approval !== undefined);

export const stronger = (review: Review) =>
  review.changes.filter(
    (change) => change.kind === "approval-added" || change.kind === "approval-strengthened",
  );

/** What the page says first. */
export function summary(review: Review): string {
  if (review.changes.length === 0) {
    return review.lines.length === 0
      ? "The two versions are the same."
      : "The texts differ, and nothing changed in meaning.";
  }
  const count = review.changes.length;
  const safety = ofWeight(review, "safety").length;
  const changes = count === 1 ? "1 change in meaning" : `${count} changes in meaning`;
  return safety === 0 ? `${changes}, none weakens safety.` : `${changes}, ${safety} may weaken safety.`;
}

/** How a version is called in a list. */
export function named(version: Version): string {
  const number = version.version === undefined ? "" : ` ${version.version}`;
  if (version.id === "file") {
    return `the workspace's file${number}`;
  }
  const runs = version.runs === 1 ? "1 run" : `${version.runs} runs`;
  const open = version.open === 0 ? "" : `, ${version.open} open`;
  return `version${number} (${version.id.slice(0, 8)}), ${runs}${open}${version.same ? ", as the file" : ""}`;
}

/** By their id, how the two that were compared are called. */
export function titled(id: string, version: string | undefined): string {
  const number = version === undefined ? "" : ` ${version}`;
  return id === "file"
    ? `the workspace's file${number}`
    : id === "text"
      ? `the text as it was written${number}`
      : `version${number} (${id.slice(0, 8)})`;
}

/** What the diagram marks: everything that is not the same in both. */
export function marks(graph: ReviewGraph) {
  const states = new Map(graph.nodes.map((node) => [node.id, node.status]));
  const ways = new Map<GraphEdge, string>(graph.edges.map((edge) => [edge, edge.status]));
  const told = (status: string | undefined) => (status === "same" ? undefined : status);
  return {
    state: (id: string) => told(states.get(id)),
    way: (edge: GraphEdge) => told(ways.get(edge)),
  };
}

export const unmarked = (graph: ReviewGraph) =>
  graph.nodes.every((node) => node.status === "same") && graph.edges.every((edge) => edge.status === "same");

export const VERDICT: Record<Affected["verdict"], { mark: string; words: string; look: string }> = {
  yes: { mark: "✓", words: "could move", look: "good" },
  "with a mapping": { mark: "~", words: "with a mapping", look: "wait" },
  no: { mark: "✕", words: "cannot move", look: "bad" },
};
