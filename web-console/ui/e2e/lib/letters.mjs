// The workspace of the walks about a hold: letters that a model drafts and two editors agree on.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./serve.mjs";

const WORKSPACE = join(dirname(fileURLToPath(import.meta.url)), "../workspaces/letters");
/** What each person signs in with. */
export const TOKENS = {
  ann: "ann-has-a-long-token",
  lee: "lee-has-a-long-token",
  max: "max-has-a-long-token",
  vic: "vic-has-a-long-token",
};

export const letters = (options = {}) =>
  serve({
    ...options,
    workspace: WORKSPACE,
    environment: Object.fromEntries(
      Object.entries(TOKENS).map(([person, token]) => [`SIGNALBOX_TOKEN_${person.toUpperCase()}`, token]),
    ),
  });

export const WISH =
  "Two desk lamps, brass, with a dimmer each, for the reading room on the second floor. " +
  "They must be there before the room opens. ".repeat(12) +
  "And do not send the ones of last year again: both had a loose switch.";

export const DRAFT = {
  subject: "Two brass lamps",
  text: "Dear Ada,\nwe offer you two brass desk lamps with dimmers. They reach you within ten days.",
  amount: 1250.5,
  currency: "EUR",
  valid_until: "2026-12-24",
};

/** The open hold of a run; as the operator. */
export async function holdOf(server, run) {
  const { body } = await server.ask("GET", `/api/runs/${run}?wait=20`);
  return body.holds[0];
}

/** What the model would say is said in its place, as the recorded models leave it to a person. */
export async function drafted(server, run, draft) {
  const question = await holdOf(server, run);
  await server.ask("POST", `/api/holds/${question.id}/decision`, { decision: "answer", answer: draft });
  return holdOf(server, run);
}

/** A letter that waits for two editors: its hold. */
export async function letter(server, draft = DRAFT) {
  const run = await server.run("letter", { customer: "Ada Lovelace", wish: WISH }, TOKENS.ann);
  return drafted(server, run.id, draft);
}

/** A note that one editor sends: its hold. */
export async function note(server, text = "The lamps are on their way.") {
  const run = await server.run("note", { to: "Ada Lovelace", text }, TOKENS.ann);
  return holdOf(server, run.id);
}

export const decide = (server, hold, decision, token) =>
  server.ask("POST", `/api/holds/${hold.id}/decision`, { hash: hold.hash, ...decision }, token);
