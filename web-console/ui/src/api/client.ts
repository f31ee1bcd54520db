import type {
  Decided,
  Decision,
  Flow,
  FlowSummary,
  Hold,
  Json,
  JsonObject,
  Me,
  Misfit,
  Page,
  Run,
  RunEvent,
  RunSummary,
} from "./views";

/** The server refused: an RFC 9457 problem. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: JsonObject,
  ) {
    super(typeof body["detail"] === "string" ? body["detail"] : `The server answered ${status}.`);
  }

  /** What does not fit, and where; for a 422. */
  get misfits(): Misfit[] {
    const problems = this.body["problems"];
    if (!Array.isArray(problems)) {
      return [];
    }
    return problems.map(misfitOf);
  }
}

/** `{pointer, message}`, or a line that begins with the pointer. */
function misfitOf(problem: Json): Misfit {
  if (problem !== null && typeof problem === "object" && !Array.isArray(problem)) {
    return { pointer: String(problem["pointer"] ?? ""), message: String(problem["message"] ?? "") };
  }
  const line = String(problem);
  const [, pointer, message] = /^(\/[^:]*): (.*)$/s.exec(line) ?? [undefined, "", line];
  return { pointer: pointer ?? "", message: message ?? line };
}

/** The server did not answer. */
export class Unreachable extends Error {
  constructor() {
    super("The server cannot be reached. Nothing was lost here; try again when it is back.");
  }
}

/** One request to the API; its answer, or what was refused. */
export async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      // A page of another site cannot send it: who sends it is this page.
      headers: {
        "X-Signalbox": "1",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Unreachable();
  }
  if (response.status === 401) {
    location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const text = await response.text();
  let value: unknown;
  try {
    value = text === "" && response.ok ? {} : JSON.parse(text);
  } catch {
    // What a proxy says in the place of a server that is being started anew: a page of its own, or nothing.
    if (response.status >= 502) {
      throw new Unreachable();
    }
    throw new Refused(response.status, {});
  }
  if (!response.ok) {
    throw new Refused(response.status, value as JsonObject);
  }
  return value as T;
}

/** `?a=b` of what is there. */
export function query(parameters: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") {
      search.set(name, value);
    }
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

const id = encodeURIComponent;

export const api = {
  me: () => ask<Me>("GET", "/api/me"),
  holds: (cursor?: string) => ask<Page<Hold>>("GET", `/api/holds${query({ cursor })}`),
  hold: (hold: string) => ask<Hold>("GET", `/api/holds/${id(hold)}`),
  preview: (hold: string, edit: JsonObject) => ask<Hold>("POST", `/api/holds/${id(hold)}/preview`, { edit }),
  decide: (hold: string, decision: Decision) =>
    ask<Decided>("POST", `/api/holds/${id(hold)}/decision`, decision),
  runs: (filter: { flow?: string; status?: string; cursor?: string }) =>
    ask<Page<RunSummary>>("GET", `/api/runs${query(filter)}`),
  run: (run: string) => ask<Run>("GET", `/api/runs/${id(run)}`),
  events: (run: string, after: number) =>
    ask<{ items: RunEvent[] }>("GET", `/api/runs/${id(run)}/events${query({ after: String(after) })}`),
  cancel: (run: string, reason: string) =>
    ask<Run>("POST", `/api/runs/${id(run)}/cancel`, reason === "" ? {} : { reason }),
  retry: (run: string) => ask<Run>("POST", `/api/runs/${id(run)}/retry`, {}),
  fork: (run: string) => ask<Run>("POST", `/api/runs/${id(run)}/fork`, {}),
  flows: () => ask<{ items: FlowSummary[] }>("GET", "/api/flows"),
  flow: (flow: string) => ask<Flow>("GET", `/api/flows/${id(flow)}`),
  start: (flow: string, input: Json, key: string) =>
    ask<Run>("POST", `/api/flows/${id(flow)}/runs`, input, { "Idempotency-Key": key }),
};
