import type { Json, JsonObject } from "../../api/views";
import { isObject } from "../../form/schema";

/** A value that is another than before. Absent `before`: it was not there; absent `after`: it is gone. */
export interface Difference {
  path: string;
  before?: Json | undefined;
  after?: Json | undefined;
}

/** What two states of a run's data differ in, at the deepest place that says it; lists are compared whole. */
export function differences(before: JsonObject, after: JsonObject, under = ""): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const path = under === "" ? name : `${under}.${name}`;
    const [old, now] = [before[name], after[name]];
    if (isObject(old) && isObject(now)) {
      return differences(old, now, path);
    }
    return same(old, now) ? [] : [{ path, before: old, after: now }];
  });
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => same(item, other[at]));
  }
  if (isObject(one) && isObject(other)) {
    return differences(one, other).length === 0;
  }
  return one === other;
}
