import type { Json, RunEvent } from "../api/views";
import { isObject } from "../form/schema";

/** One line for one event: what happened, and how it is to be taken. */
export interface Told {
  text: string;
  tone: "plain" | "good" | "bad" | "wait" | "model" | "person";
}

const words = (value: Json | undefined) =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
const clip = (text: string, most = 120) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const note = (event: RunEvent) => (event["note"] === undefined ? "" : `: “${clip(words(event["note"]))}”`);
const by = (event: RunEvent) =>
  `${words(event["by"])}${event["authenticated"] === false ? " (not signed in)" : ""}`;
const again = (event: RunEvent) => (event["retry_at"] === undefined ? "" : ", tried again later");
const attempt = (event: RunEvent) =>
  Number(event["attempt"] ?? 1) > 1 ? `, try ${words(event["attempt"])}` : "";

const TELL: Record<string, (event: RunEvent) => Told> = {
  RunStarted: (e) => ({ text: `Started by ${words(e["started_by"])}`, tone: "plain" }),
  StateEntered: (e) => ({ text: `Entered ${words(e["state"])}`, tone: "plain" }),
  ValuesSet: (e) => ({ text: `Set ${names(e["values"])}`, tone: "plain" }),
  StateCompleted: (e) => {
    const saved = [names(e["saved"]), names(e["set"])].filter((part) => part !== "").join(", ");
    return { text: saved === "" ? "Done" : `Done, saved ${saved}`, tone: "good" };
  },
  RouteTaken: (e) => ({
    text: `${words(e["outcome"])} (${words(e["kind"])}): ${clip(words(e["message"]))} → ${words(e["to"])}`,
    tone: "bad",
  }),
  RunStuck: (e) => ({ text: `Stuck: ${words(e["kind"])}: ${clip(words(e["message"]))}`, tone: "bad" }),
  RunMoved: (e) => ({
    text: `Moved to version ${words(e["version"])} by ${words(e["by"])}${e["note"] === undefined ? "" : `: ${words(e["note"])}`}`,
    tone: "person",
  }),
  RunForked: (e) => ({
    text: `From here on a run of its own: forked by ${by(e)} after event ${words(e["after"])} of ${words(e["from"])}`,
    tone: "person",
  }),
  AnswerRecalled: () => ({
    text: "Nobody is asked: the answer comes from the run that this one was forked from",
    tone: "plain",
  }),
  RunRetried: (e) => ({ text: `Tried again by ${words(e["by"])}`, tone: "person" }),
  CancelRequested: (e) => ({
    text: `Cancelled by ${words(e["by"])}${e["reason"] === undefined ? "" : `: ${words(e["reason"])}`}`,
    tone: "person",
  }),
  LimitReached: (e) => ({ text: `Limit ${words(e["limit"])}: ${clip(words(e["message"]))}`, tone: "bad" }),
  RunEnded: (e) => ({
    text: `Ended: ${words(e["status"])}${e["error"] === undefined ? "" : `: ${words(e["error"])}`}`,
    tone: e["status"] === "succeeded" ? "good" : "bad",
  }),
  EachStarted: (e) => ({
    text: `Goes over ${Array.isArray(e["items"]) ? e["items"].length : 0} items`,
    tone: "plain",
  }),
  StepFailed: (e) => ({ text: `Failed (${words(e["kind"])}): ${clip(words(e["message"]))}`, tone: "bad" }),
  StepDropped: () => ({ text: "Dropped: its result no longer counts", tone: "plain" }),
  CallRequested: (e) => ({
    text: `Called ${words(e["action"])}${e["fetch"] === true ? " to fetch data" : ""}${attempt(e)}`,
    tone: "plain",
  }),
  CallSent: () => ({ text: "The call leaves", tone: "plain" }),
  CallSucceeded: (e) => ({ text: `The call returned ${clip(words(e["result"]), 80)}`, tone: "good" }),
  CallFailed: (e) => ({
    text: `The call failed (${words(e["kind"])}): ${clip(words(e["message"]))}${again(e)}`,
    tone: "bad",
  }),
  CallUnknown: (e) => ({
    text: `Nobody knows whether the call happened: ${clip(words(e["message"]))}`,
    tone: "bad",
  }),
  DataFetched: (e) => ({ text: `Fetched ${words(e["name"])}`, tone: "good" }),
  LateResultNoted: (e) => ({
    text: `A late result, kept as evidence: ${clip(words(e["what"]))}`,
    tone: "plain",
  }),
  ModelRequested: (e) => ({
    text: `Asked ${words(e["model"])}${e["purpose"] === "repair" ? " to repair its reply" : e["purpose"] === "summary" ? " for a summary" : ""}`,
    tone: "model",
  }),
  ModelReplied: (e) => ({
    text: `${words(e["model"])} replied ${clip(words(e["text"]), 80)}`,
    tone: "model",
  }),
  ReplyAccepted: (e) => ({ text: `The reply fits: ${clip(words(e["value"]), 80)}`, tone: "good" }),
  ReplyRefused: (e) => ({
    text: `The reply does not fit: ${clip(Array.isArray(e["problems"]) ? e["problems"].map(words).join("; ") : "")}`,
    tone: "bad",
  }),
  ModelFailed: (e) => ({
    text: `The model failed (${words(e["kind"])}): ${clip(words(e["message"]))}${again(e)}${e["fallback"] === undefined ? "" : `, so ${words(e["fallback"])} is asked`}`,
    tone: "bad",
  }),
  SummaryMade: (e) => ({ text: `Summarised ${words(e["item"])}`, tone: "model" }),
  HoldOpened: (e) => ({
    text: `Waits for a person: ${isObject(e["hold"]) ? words(e["hold"]["title"]) : ""}`,
    tone: "wait",
  }),
  HoldEdited: (e) => ({ text: `${words(e["by"])} changed ${names(e["edit"])}`, tone: "person" }),
  HoldVoted: (e) => ({ text: `${by(e)} approved, more are needed${note(e)}`, tone: "person" }),
  HoldApproved: (e) => ({ text: `${by(e)} approved${note(e)}`, tone: "person" }),
  HoldRejected: (e) => ({ text: `${by(e)} rejected${note(e)}`, tone: "person" }),
  HoldAnswered: (e) => ({
    text: `${by(e)} answered ${clip(words(e["answer"]), 80)}${note(e)}`,
    tone: "person",
  }),
  ApprovalLapsed: (e) => ({
    text: `The decision is not good any more: ${clip(words(e["why"]))}`,
    tone: "wait",
  }),
  HoldExpired: () => ({ text: "Nobody decided in time", tone: "bad" }),
  HoldWithdrawn: (e) => ({ text: `No longer asked: ${clip(words(e["why"]))}`, tone: "plain" }),
  HoldReminded: () => ({ text: "Reminded", tone: "wait" }),
  HoldEscalated: (e) => ({
    text: `Handed on to ${Array.isArray(e["by"]) ? e["by"].map(words).join(", ") : ""}`,
    tone: "wait",
  }),
  HoldDiscussed: (e) => ({ text: `${by(e)} wrote ${clip(words(e["text"]), 80)}`, tone: "person" }),
  HoldDelegated: (e) => ({ text: `${by(e)} gave it to ${words(e["to"])}${note(e)}`, tone: "person" }),
  WaitStarted: (e) => ({
    text:
      e["event"] === undefined
        ? `Waits until ${words(e["until"])}`
        : `Waits for the event ${words(e["event"])} of ${words(e["key"])}`,
    tone: "wait",
  }),
  EventReceived: (e) => ({ text: `The event ${words(e["name"])} arrived`, tone: "plain" }),
  WaitEnded: () => ({ text: "The wait is over", tone: "good" }),
  ChildRequested: (e) => ({ text: `Started the flow ${words(e["flow"])}`, tone: "plain" }),
  ChildEnded: (e) => ({
    text: `The child run ended: ${words(e["status"])}`,
    tone: e["status"] === "succeeded" ? "good" : "bad",
  }),
};

function names(values: Json | undefined): string {
  return isObject(values) ? Object.keys(values).join(", ") : "";
}

/** An event of a type that this page does not know is named as it is. */
export function tell(event: RunEvent): Told {
  return TELL[event.type]?.(event) ?? { text: event.type, tone: "plain" };
}
