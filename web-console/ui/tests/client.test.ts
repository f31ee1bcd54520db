import { afterEach, expect, test, vi } from "vitest";
import { ask, Refused, Unreachable } from "../src/api/client";

afterEach(() => vi.unstubAllGlobals());

function answers(status: number, body: string) {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

const PROXYS_OWN = "<html><head><title>502 Bad Gateway</title></head></html>";

test.each([502, 503, 504])(
  "what a proxy says by itself (%i) means that the server is not there",
  async (status) => {
    for (const body of [PROXYS_OWN, ""]) {
      answers(status, body);
      await expect(ask("GET", "/api/me")).rejects.toBeInstanceOf(Unreachable);
    }
  },
);

test("a problem of the server's own is its own, whatever its status", async () => {
  answers(503, JSON.stringify({ detail: "Too many pages listen already; close one." }));
  await expect(ask("GET", "/api/stream")).rejects.toThrow("Too many pages listen already");
});

test("any other answer that is no JSON names its status", async () => {
  answers(413, PROXYS_OWN);
  const refused = await ask("POST", "/api/flows/parcel/runs", {}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(String((refused as Refused).message)).toContain("413");
});
