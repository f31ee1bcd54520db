import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { follow } from "../src/api/live";

/** The server's stream, as a test says it. */
class Stream extends EventTarget {
  static last: Stream;
  readyState = 1;

  constructor() {
    super();
    Stream.last = this;
  }

  change(kind: "run" | "hold", run: string) {
    this.dispatchEvent(new MessageEvent("change", { data: JSON.stringify({ kind, run, status: "paused" }) }));
    vi.runAllTimers();
  }

  close() {}
}

describe("what the server tells as it happens", () => {
  let queries: QueryClient;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("EventSource", Stream);
    vi.stubGlobal("navigator", {});
    queries = new QueryClient();
    stop = follow(queries);
  });

  afterEach(() => {
    stop();
    queries.clear();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const stale = (...key: unknown[]) => queries.getQueryState(key)?.isInvalidated;

  it("makes a hold's page, its notices and the audit old, and no other hold's", () => {
    const keys = [
      ["hold", "r1.pay.1~1"],
      ["hold", "r1.pay.1~1", "notices"],
      ["hold", "r2.pay.1~1", "notices"],
      ["audit", "decisions", { flow: "" }],
      ["audit", "people", { flow: "" }],
      ["flows"],
    ];
    keys.forEach((key) => queries.setQueryData(key, {}));
    Stream.last.change("hold", "r1");
    expect(keys.map((key) => stale(...key))).toEqual([true, true, false, true, true, false]);
  });

  it("leaves the audit alone where only a run went on", () => {
    queries.setQueryData(["audit", "people", {}], {});
    queries.setQueryData(["run", "r1"], {});
    Stream.last.change("run", "r1");
    expect([stale("audit", "people", {}), stale("run", "r1")]).toEqual([false, true]);
    Stream.last.change("hold", "r2");
    expect(stale("audit", "people", {})).toBe(true);
  });

  it("does not fetch a long audit under its reader's hand", () => {
    const asked: number[] = [];
    const key = (many: number) => ["audit", "decisions", { q: String(many) }];
    const left = [2, 3].map((many) =>
      new InfiniteQueryObserver(queries, {
        queryKey: key(many),
        queryFn: () => {
          asked.push(many);
          return Promise.resolve({});
        },
        initialPageParam: 0,
        getNextPageParam: () => undefined,
        initialData: {
          pages: Array.from({ length: many }, () => ({})),
          pageParams: Array.from({ length: many }, () => 0),
        },
        staleTime: Infinity,
      }).subscribe(() => undefined),
    );
    Stream.last.change("hold", "r1");
    expect(asked).toEqual([2]);
    expect(stale(...key(3))).toBe(true);
    left.forEach((leave) => leave());
  });
});
