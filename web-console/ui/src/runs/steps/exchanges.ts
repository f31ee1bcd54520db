import type { RunEvent } from "../../api/views";

/** One question to a model, and what became of it. */
export interface Exchange {
  asked: RunEvent;
  replied: RunEvent | undefined;
  accepted: RunEvent | undefined;
  refused: RunEvent | undefined;
  failed: RunEvent | undefined;
  summary: RunEvent | undefined;
}

/** The questions of a step, in order: tries, repairs, fallbacks and summaries each for themselves. */
export function exchangesOf(events: RunEvent[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const event of events) {
    const last = exchanges.at(-1);
    switch (event.type) {
      case "ModelRequested":
        exchanges.push({
          asked: event,
          replied: undefined,
          accepted: undefined,
          refused: undefined,
          failed: undefined,
          summary: undefined,
        });
        break;
      case "ModelReplied":
        if (last) last.replied = event;
        break;
      case "ReplyAccepted":
        if (last) last.accepted = event;
        break;
      case "ReplyRefused":
        if (last) last.refused = event;
        break;
      case "ModelFailed":
        if (last) last.failed = event;
        break;
      case "SummaryMade":
        if (last) last.summary = event;
        break;
    }
  }
  return exchanges;
}

export const has = (exchange: Exchange, seq: number) =>
  [
    exchange.asked,
    exchange.replied,
    exchange.accepted,
    exchange.refused,
    exchange.failed,
    exchange.summary,
  ].some((event) => event?.seq === seq);

/** One try of a call. */
export interface Attempt {
  number: number;
  asked: RunEvent | undefined;
  sent: RunEvent | undefined;
  /** Success, failure, or that nobody knows. */
  ended: RunEvent | undefined;
  late: RunEvent[];
}

/** The tries of a step's calls, in order. A step that fetches data has calls of several names: each request begins a try. */
export function attemptsOf(events: RunEvent[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (const event of events) {
    const last = attempts.at(-1);
    switch (event.type) {
      case "CallRequested":
        attempts.push({
          number: Number(event["attempt"] ?? attempts.length + 1),
          asked: event,
          sent: undefined,
          ended: undefined,
          late: [],
        });
        break;
      case "CallSent":
        if (last) last.sent = event;
        break;
      case "CallSucceeded":
      case "CallFailed":
      case "CallUnknown":
        if (last) last.ended = event;
        break;
      case "LateResultNoted":
        (attempts.find((one) => one.number === Number(event["attempt"])) ?? last)?.late.push(event);
        break;
    }
  }
  return attempts;
}
