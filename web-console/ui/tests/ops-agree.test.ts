import { expect, test } from "vitest";
import { verbOf } from "../src/flows/edit/canvas/fields";
import { read } from "../src/flows/edit/ops/file";
import { field, fieldsOf } from "../src/flows/edit/ops/value";
import { waysOf } from "../src/flows/edit/ops/ways";
import graphs from "./flows/graphs.json";
import { SAMPLES } from "./flows/samples";

/** What `signalbox graph --json` says of each sample, but for the flow's own ways: the server's reader of the same files. */
const SERVER = graphs as unknown as Record<string, { start: string; states: string[][]; ways: string[][] }>;

const KINDS: Record<string, string> = { branch: "case", case: "case", else: "case" };

test.each(Object.keys(SAMPLES))("The page and the server read the same states and ways from %s", (path) => {
  const { data } = read(SAMPLES[path]!);
  const name = path.replace(/.*\/|\.flow\.yaml$/g, "");
  const ways = waysOf(data).flatMap(({ way, to, label }) =>
    "state" in way ? [[way.state, to, KINDS[way.kind] ?? way.kind, label]] : [],
  );
  expect({
    start: field(data, "start"),
    states: Object.entries(fieldsOf(field(data, "states"))).map(([id, state]) => [id, verbOf(state)]),
    ways,
  }).toEqual(SERVER[name]);
});
