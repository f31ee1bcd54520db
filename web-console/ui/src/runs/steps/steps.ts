import type { Json, RunEvent } from "../../api/views";
import { isObject } from "../../form/schema";
import { entry } from "../way";

/** From when to when, in milliseconds; `to` undefined as long as it lasts. */
export interface Span {
  from: number;
  to: number | undefined;
}

/** What one slot of one visit did: a branch, an item, or the whole state where it has no slots. */
export interface Step {
  /** Fit to tell two steps of a run apart. */
  id: string;
  slot: string;
  events: RunEvent[];
  /** Calls and questions that left or were to leave, tries of the same counted each. */
  attempts: number;
  repairs: number;
  fallbacks: number;
  failed: boolean;
}

/** One visit of a state, with the steps in it in the order in which they began. */
export interface Visit {
  state: string | undefined;
  visit: number;
  entered: RunEvent | undefined;
  events: RunEvent[];
  steps: Step[];
  span: Span;
  /** When nothing was at work in it: it waited for a person, an event, a time or a child run. */
  waits: Span[];
}

const time = (event: RunEvent) => Date.parse(event.at);

/** The slot that an event belongs to; undefined for what belongs to the state, or to the run. */
export function slotOf(event: RunEvent, holds: ReadonlyMap<string, string>): string | undefined {
  const hold = event["hold"];
  const step = isObject(hold) ? hold["step"] : typeof hold === "string" ? holds.get(hold) : event["step"];
  return typeof step === "string" ? step.split("/").slice(3).join("/") : undefined;
}

/** Groups a log by the visits of states, in order; none of its events is lost. */
export function visitsOf(events: RunEvent[]): Visit[] {
  const visits: Visit[] = [];
  for (const event of events) {
    const state = entry(event);
    const last = visits.at(-1);
    if (state === undefined && last !== undefined) {
      last.events.push(event);
      continue;
    }
    if (last !== undefined) {
      last.span.to = time(event);
    }
    visits.push({
      state,
      visit: state === undefined ? 0 : Number(event["visit"] ?? 1),
      entered: state === undefined ? undefined : event,
      events: state === undefined ? [event] : [],
      steps: [],
      span: { from: time(event), to: undefined },
      waits: [],
    });
  }
  const last = visits.at(-1);
  const ended = last?.events.find((event) => event.type === "RunEnded");
  if (last !== undefined && ended !== undefined) {
    last.span.to = time(ended);
  }
  for (const visit of visits) {
    visit.steps = stepsOf(visit);
    visit.waits = waitsOf(visit);
  }
  return visits;
}

function stepsOf(visit: Visit): Step[] {
  const holds = new Map<string, string>();
  const steps = new Map<string, Step>();
  for (const event of visit.events) {
    if (event.type === "HoldOpened" && isObject(event["hold"])) {
      holds.set(String(event["hold"]["id"]), String(event["hold"]["step"]));
    }
    const slot = slotOf(event, holds);
    if (slot === undefined) {
      continue;
    }
    let step = steps.get(slot);
    if (step === undefined) {
      step = {
        id: `${visit.state ?? ""}/${visit.visit}/${slot}`,
        slot,
        events: [],
        attempts: 0,
        repairs: 0,
        fallbacks: 0,
        failed: false,
      };
      steps.set(slot, step);
    }
    step.events.push(event);
    count(step, event);
  }
  return [...steps.values()];
}

function count(step: Step, event: RunEvent) {
  switch (event.type) {
    case "CallRequested":
      step.attempts++;
      break;
    case "ModelRequested":
      step.attempts++;
      step.repairs += event["purpose"] === "repair" ? 1 : 0;
      break;
    case "ModelFailed":
      step.fallbacks += event["fallback"] === undefined ? 0 : 1;
      break;
    case "StepFailed":
      step.failed = true;
      break;
  }
}

/** What begins a wait, and what ends it, by what they name. */
function waitsOf(visit: Visit): Span[] {
  const open = new Map<string, number>();
  let working = 0;
  let since: number | undefined;
  const waits: Span[] = [];
  const turn = (at: number) => {
    const waiting = open.size > 0 && working === 0;
    if (waiting && since === undefined) {
      since = at;
    } else if (!waiting && since !== undefined) {
      if (at > since) {
        waits.push({ from: since, to: at });
      }
      since = undefined;
    }
  };
  const busy = new Set<string>();
  for (const event of visit.events) {
    const at = time(event);
    const step = String(event["step"] ?? "");
    switch (event.type) {
      case "HoldOpened":
        open.set(`hold ${isObject(event["hold"]) ? String(event["hold"]["id"]) : ""}`, at);
        break;
      case "HoldApproved":
      case "HoldRejected":
      case "HoldAnswered":
      case "HoldExpired":
      case "HoldWithdrawn":
        open.delete(`hold ${String(event["hold"])}`);
        break;
      case "WaitStarted":
        open.set(`wait ${step}`, at);
        break;
      case "WaitEnded":
        open.delete(`wait ${step}`);
        break;
      case "ChildRequested":
        open.set(`child ${step}`, at);
        break;
      case "ChildEnded":
        open.delete(`child ${step}`);
        break;
      case "CallRequested":
      case "ModelRequested":
        busy.add(step);
        break;
      case "CallSucceeded":
      case "CallFailed":
      case "CallUnknown":
      case "ModelReplied":
      case "ModelFailed":
        busy.delete(step);
        break;
      case "RunStuck":
        open.set("stuck", at);
        break;
      case "RunRetried":
      case "RunMoved":
        open.delete("stuck");
        break;
      case "StateCompleted":
      case "RouteTaken":
      case "RunEnded":
        open.clear();
        busy.clear();
        break;
    }
    working = busy.size;
    turn(at);
  }
  if (since !== undefined) {
    waits.push({ from: since, to: visit.span.to });
  }
  return waits;
}

/** A line of the timeline. */
export type Row =
  | { kind: "visit"; seq: number; visit: Visit }
  | { kind: "step"; seq: number; step: Step; visit: Visit }
  | { kind: "event"; seq: number; event: RunEvent; depth: 0 | 1 };

/**
 * The lines of a log, in order. Where a visit has several slots, what each did stands together under its name: side by
 * side their events would be a jumble.
 */
export function rowsOf(visits: Visit[]): Row[] {
  const rows: Row[] = [];
  for (const visit of visits) {
    if (visit.state !== undefined) {
      rows.push({ kind: "visit", seq: visit.entered?.seq ?? 0, visit });
    }
    const named = visit.steps.filter((step) => step.slot !== "");
    if (named.length === 0) {
      visit.events.forEach((event) => rows.push({ kind: "event", seq: event.seq, event, depth: 0 }));
      continue;
    }
    const grouped = new Map<number, Step>();
    named.forEach((step) => step.events.forEach((event) => grouped.set(event.seq, step)));
    const told = new Set<Step>();
    for (const event of visit.events) {
      const step = grouped.get(event.seq);
      if (step === undefined) {
        rows.push({ kind: "event", seq: event.seq, event, depth: 0 });
      } else if (!told.has(step)) {
        told.add(step);
        rows.push({ kind: "step", seq: step.events[0]?.seq ?? 0, step, visit });
        step.events.forEach((its) => rows.push({ kind: "event", seq: its.seq, event: its, depth: 1 }));
      }
    }
  }
  return rows;
}

/** Where an event stands: the one selection that the diagram, the timeline and the details share. */
export interface Selected {
  event: RunEvent;
  visit: Visit;
  /** Undefined for what no step did: the run's start, a state's entry or end. */
  step: Step | undefined;
}

export function find(visits: Visit[], seq: number | undefined): Selected | undefined {
  for (const visit of visits) {
    const event =
      visit.entered?.seq === seq ? visit.entered : visit.events.find((event) => event.seq === seq);
    if (event !== undefined) {
      return { event, visit, step: visit.steps.find((step) => step.events.includes(event)) };
    }
  }
  return undefined;
}

/** The event that stands for a state: the entry of its last visit, or of the one before the visit that is selected now. */
export function entryOf(visits: Visit[], state: string, now: Selected | undefined): number | undefined {
  const its = visits.filter((visit) => visit.state === state);
  const before = now === undefined ? -1 : its.indexOf(now.visit);
  return (before > 0 ? its[before - 1] : its.at(-1))?.entered?.seq;
}

/** A slot in words: items count from 0 in the log and from 1 for people. */
export function slotWords(slot: string): string {
  return /^\d+$/.test(slot) ? `item ${Number(slot) + 1}` : slot;
}

export const textOf = (value: Json | undefined) =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
