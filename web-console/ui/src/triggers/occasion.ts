import type { Occasion, TriggerKind } from "../api/triggers";
import type { Json } from "../api/views";

export type Told = { ok: true; occasion: Occasion } | { ok: false; message: string };

/** What was typed to try a trigger with, as the server takes it; or what is wrong with it. */
export function occasionOf(kind: TriggerKind, text: string): Told {
  if (kind === "schedule") {
    const time = text.trim();
    if (time === "") {
      return { ok: true, occasion: {} };
    }
    const at = Date.parse(time);
    return Number.isNaN(at)
      ? { ok: false, message: `“${time}” is no time such as 2026-03-02T09:00:00Z.` }
      : { ok: true, occasion: { time: new Date(at).toISOString() } };
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { ok: false, message: `This is not JSON: ${(error as Error).message}` };
  }
  return { ok: true, occasion: kind === "http" ? { body: value } : { payload: value } };
}
