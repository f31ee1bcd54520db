// What the other side may be let say of each kind of step, and what somebody wrote made a reply.
import type { Reply } from "../../api/drafts";
import type { Json } from "../../api/views";

export type Kind = "none" | "recorded" | "text" | "value" | "approve" | "reject" | "expire" | "fails";

const LABEL: Record<Kind, string> = {
  none: "nothing yet: show what is asked",
  recorded: "the recorded reply",
  text: "a reply as text",
  value: "a result as JSON",
  approve: "somebody approves",
  reject: "somebody rejects",
  expire: "the time is up",
  fails: "it fails",
};

const OF_VERB: Record<string, Kind[]> = {
  llm: ["none", "recorded", "text", "value", "fails"],
  call: ["none", "approve", "value", "fails", "reject", "expire"],
  ask: ["none", "value", "expire"],
  wait: ["none", "value", "expire"],
  flow: ["none", "approve", "value", "fails", "reject", "expire"],
  parallel: ["none", "value", "recorded", "fails", "approve", "reject"],
  each: ["none", "value", "recorded", "fails", "approve", "reject"],
};

/** The replies that make sense for a verb; one alone for a step that asks nobody. */
export const kindsOf = (verb: string): { kind: Kind; label: string }[] =>
  (OF_VERB[verb] ?? ["none"]).map((kind) => ({ kind, label: LABEL[kind] }));

/** The reply, undefined for none; or what is wrong with what is written. */
export function replyOf(kind: Kind, written: string): { reply: Reply | undefined } | { why: string } {
  switch (kind) {
    case "none":
      return { reply: undefined };
    case "recorded":
      return { reply: { recorded: true } };
    case "approve":
      return { reply: { approve: true } };
    case "reject":
      return { reply: { reject: true } };
    case "expire":
      return { reply: { expire: true } };
    case "text":
      return { reply: { text: written } };
    case "fails":
      return /^[a-z_]+(\.[A-Za-z0-9_.-]+)?$/.test(written.trim())
        ? { reply: { fails: written.trim() } }
        : { why: "A kind of failure is one word, such as timeout or http.404." };
    case "value":
      try {
        return { reply: { value: JSON.parse(written) as Json } };
      } catch (error) {
        return { why: `This is not JSON: ${(error as Error).message}` };
      }
  }
}
