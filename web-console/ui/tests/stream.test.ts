import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hear, type Word } from "../src/api/stream";

/** The server's streams, as a test says them. */
class Stream extends EventTarget {
  static open: Stream[] = [];
  readyState = 1;
  onerror: () => void = () => undefined;

  constructor() {
    super();
    Stream.open.push(this);
  }

  say(what: string, data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(what, { data: JSON.stringify(data) }));
  }

  close() {
    Stream.open = Stream.open.filter((one) => one !== this);
  }
}

/** One lock, given to whoever has waited longest. */
class Locks {
  private waiting: (() => Promise<void>)[] = [];
  private held = false;

  request(_: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>): Promise<void> {
    return new Promise((done, refused) => {
      const turn = () => work().then(done, refused);
      signal.addEventListener("abort", () => {
        if (this.waiting.includes(turn)) {
          this.waiting = this.waiting.filter((one) => one !== turn);
          refused(new Error("aborted"));
        }
      });
      this.waiting.push(turn);
      void this.next();
    });
  }

  private async next() {
    const turn = this.held ? undefined : this.waiting.shift();
    if (turn !== undefined) {
      this.held = true;
      await turn();
      this.held = false;
      void this.next();
    }
  }
}

describe("one connection for all pages of a browser", () => {
  const pages: { heard: Word[]; leave: () => void }[] = [];

  function page() {
    const heard: Word[] = [];
    const leave = hear((word) => heard.push(word));
    pages.push({ heard, leave });
    return { heard, leave };
  }

  const last = (heard: Word[]) => heard.at(-1);
  const change = { what: "change", kind: "hold", run: "r1" };

  beforeEach(() => {
    Stream.open = [];
    vi.stubGlobal("EventSource", Stream);
    vi.stubGlobal("navigator", { locks: new Locks() });
  });

  afterEach(() => {
    pages.splice(0).forEach(({ leave }) => leave());
    vi.unstubAllGlobals();
  });

  it("is opened by the first and said on to the others", async () => {
    const first = page();
    Stream.open[0]!.say("hello");
    const second = page();
    // It asks how the line is, for the server says so only once.
    await vi.waitFor(() => expect(second.heard).toEqual([{ what: "hello", missed: false }]));
    Stream.open[0]!.say("change", { kind: "hold", run: "r1" });
    await vi.waitFor(() => expect(last(second.heard)).toEqual(change));
    expect(last(first.heard)).toEqual(change);
    expect(Stream.open).toHaveLength(1);
  });

  it("is opened by another when the first goes, which nobody knows what it missed", async () => {
    const first = page();
    Stream.open[0]!.say("hello");
    const second = page();
    const third = page();
    await vi.waitFor(() => expect(third.heard.length).toBeGreaterThan(0));
    first.leave();
    await vi.waitFor(() => expect(Stream.open).toHaveLength(1));
    Stream.open[0]!.say("hello");
    expect(last(second.heard)).toEqual({ what: "hello", missed: true });
    await vi.waitFor(() => expect(last(third.heard)).toEqual({ what: "hello", missed: true }));
  });

  it("is told lost to all, and what was missed is when it comes back", async () => {
    const first = page();
    Stream.open[0]!.say("hello");
    const second = page();
    await vi.waitFor(() => expect(second.heard).toHaveLength(1));
    Stream.open[0]!.onerror();
    await vi.waitFor(() => expect(last(second.heard)).toEqual({ what: "lost" }));
    // One that comes meanwhile is told so.
    const third = page();
    await vi.waitFor(() => expect(last(third.heard)).toEqual({ what: "lost" }));
    Stream.open[0]!.say("hello");
    expect(last(first.heard)).toEqual({ what: "hello", missed: true });
    await vi.waitFor(() => expect(last(third.heard)).toEqual({ what: "hello", missed: true }));
  });

  it("is each page's own where the browser has no locks", () => {
    vi.stubGlobal("navigator", {});
    const first = page();
    const second = page();
    expect(Stream.open).toHaveLength(2);
    Stream.open[1]!.say("hello");
    expect([first.heard, second.heard]).toEqual([[], [{ what: "hello", missed: false }]]);
  });
});
