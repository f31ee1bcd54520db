import type { Notice } from "../api/notices";

/** So many are shown at first, the newest, and each that failed. */
const FEW = 6;

/** Of what a notice told. */
export const ABOUT: Record<Notice["kind"], string> = {
  opened: "that it waits",
  reminder: "that it waits still",
  escalated: "that it is theirs now",
  delegated: "that it was given to them",
  expired: "that its time was up",
  stuck: "that the run is stuck",
};

export const whom = ({ audience }: Notice): string =>
  audience.length === 0 ? "whoever may decide" : audience.join(", ");

/** `3 told, 1 waiting, 1 failed`. */
export function count(notices: readonly Notice[]): string {
  const words: [Notice["state"], string][] = [
    ["sent", "told"],
    ["waiting", "waiting"],
    ["failed", "failed"],
    ["dropped", "not sent any more"],
  ];
  return words
    .map(([state, word]) => [notices.filter((notice) => notice.state === state).length, word] as const)
    .filter(([many]) => many > 0)
    .map(([many, word]) => `${many} ${word}`)
    .join(", ");
}

/** The newest first. One line more than a few is no reason to fold. */
export function shown(notices: readonly Notice[], all: boolean): Notice[] {
  const newest = notices.toReversed();
  return all || newest.length <= FEW + 1
    ? newest
    : newest.filter((notice, index) => index < FEW || notice.state === "failed");
}

/** How it stands with one, after its mark. */
export function outcome({ state, problem }: Notice, operates: boolean): string | undefined {
  switch (state) {
    case "sent":
    case "dropped":
      return undefined;
    case "waiting":
      return problem === undefined ? undefined : `It did not go yet and is tried again: ${problem}`;
    case "failed":
      return (
        problem ??
        (operates ? "It did not go, and is tried no more." : "It did not go; an operator sees why.")
      );
  }
}

const KEPT_DAYS = 30;

/** Why a hold has none. */
export const none = (openedAt: string, now: number): string =>
  now - Date.parse(openedAt) > KEPT_DAYS * 86_400_000
    ? "Nothing is kept of it: what was sent is forgotten after 30 days."
    : "Nobody outside this page: no channel leads to those whom it asks.";
