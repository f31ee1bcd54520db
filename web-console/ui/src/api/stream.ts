import { api } from "./client";

/** What the server tells a page. */
export type Word =
  /** The line is open. `missed`: nobody knows what was said before. */
  | { what: "hello"; missed: boolean }
  | { what: "change"; kind: string; run: string }
  | { what: "resync" }
  | { what: "lost" };

type Ear = (word: Word) => void;

/** Among pages, besides the server's words: who hears the server is asked how the line is. */
type Said = Word | { what: "ask" };

const NAME = "signalbox-stream";

/**
 * Hears the server until the returned function is called. All pages of a browser share one connection, for over HTTP/1.1 a
 * browser opens six to a server, and the seventh page would wait for ever: whichever page has the lock hears the server and
 * says it on, and when it goes another one takes over. Where a browser has no locks (none has over plain HTTP from another
 * machine) each page has a connection of its own.
 */
export function hear(ear: Ear): () => void {
  return navigator.locks === undefined ? connection(ear) : shared(ear);
}

function shared(ear: Ear): () => void {
  const others = new BroadcastChannel(NAME);
  const gone = new AbortController();
  let close: (() => void) | undefined;
  let last: Word | undefined;
  // Whoever has heard another page say something has missed what was said between that one's end and its own first word.
  let told = false;

  others.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.what !== "ask") {
      told = true;
      ear(data);
    } else if (close !== undefined && last !== undefined) {
      others.postMessage(last);
    }
  };
  others.postMessage({ what: "ask" } satisfies Said);

  function hearAndSayOn(): Promise<void> {
    return new Promise((leave) => {
      const end = connection((word) => {
        const said = word.what === "hello" ? { ...word, missed: word.missed || told } : word;
        if (said.what === "hello") {
          told = false;
        }
        if (said.what === "hello" || said.what === "lost") {
          last = said.what === "hello" ? { what: "hello", missed: false } : said;
        }
        ear(said);
        others.postMessage(said);
      });
      close = () => {
        end();
        leave();
      };
    });
  }

  // Refused when the page goes before its turn has come, which is as it should be.
  navigator.locks.request(NAME, { signal: gone.signal }, hearAndSayOn).catch(() => undefined);
  return () => {
    gone.abort();
    close?.();
    others.close();
  };
}

/** A connection of this page's own, opened again whenever it is lost. */
function connection(ear: Ear): () => void {
  let source: EventSource | undefined;
  let opening: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let lost = false;

  function open() {
    source = new EventSource("/api/stream");
    source.addEventListener("hello", () => {
      tries = 0;
      ear({ what: "hello", missed: lost });
      lost = false;
    });
    source.addEventListener("change", (event) => {
      const { kind, run } = JSON.parse(event.data) as { kind: string; run: string };
      ear({ what: "change", kind, run });
    });
    source.addEventListener("resync", () => ear({ what: "resync" }));
    source.onerror = () => {
      lost = true;
      ear({ what: "lost" });
      // A browser goes on by itself after a lost connection, and gives up after a refusal: a server that was started anew
      // knows no session. Whoever has none is led to sign in by the first answer.
      if (source?.readyState === EventSource.CLOSED) {
        openLater();
      }
    };
  }

  function openLater() {
    opening = setTimeout(() => void api.me().then(open, openLater), Math.min(30_000, 1_000 * 2 ** tries++));
  }

  open();
  return () => {
    source?.close();
    clearTimeout(opening);
  };
}
