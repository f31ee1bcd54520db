import type { BulkAction, RunItem } from "../../api/runs";

export const counted = (count: number, what: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? what : `${what}s`}`;

export interface Outlook {
  does: string[];
  /** Those that something is done with. */
  ids: string[];
  /** Which of the selected are left alone, and why. */
  left: string[];
}

/** What an action would do with the runs selected, as they stand in the list. The server decides when it is asked. */
export function whatHappens(action: BulkAction, runs: RunItem[]): Outlook {
  const wanted = runs.filter((run) => (action === "cancel" ? isOpen(run) : run.status === "stuck"));
  const others = runs.length - wanted.length;
  const does: string[] = [];
  if (wanted.length > 0 && action === "cancel") {
    const holding = wanted.filter((run) => run.status === "paused").length;
    does.push(
      `${counted(wanted.length, "run")} will end as cancelled, and child runs with them. What has not left yet is dropped, a write that has left is waited for, and a flow that cleans up does so first.`,
    );
    if (holding > 0) {
      does.push(
        `${counted(holding, "run")} of them ${holding === 1 ? "waits" : "wait"} for somebody or something: what people are asked there is withdrawn.`,
      );
    }
  }
  if (wanted.length > 0 && action === "retry") {
    does.push(
      `${counted(wanted.length, "stuck run")} will be tried again, each at the step where it stands: its call or its question to the model is made once more, and may cost as much as before.`,
    );
  }
  const left =
    others === 0
      ? []
      : [
          action === "cancel"
            ? `${counted(others, "run")} of the selected ended already and ${others === 1 ? "stays" : "stay"} as ${others === 1 ? "it is" : "they are"}.`
            : `${counted(others, "run")} of the selected ${others === 1 ? "is" : "are"} not stuck and ${others === 1 ? "is" : "are"} left alone.`,
        ];
  return { does, ids: wanted.map((run) => run.id), left };
}

const isOpen = (run: RunItem) =>
  run.status === "running" || run.status === "paused" || run.status === "stuck";
