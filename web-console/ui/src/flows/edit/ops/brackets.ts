import { isCollection, isSeq } from "yaml";
import { pairOf, type FlowFile } from "./file";
import type { Path } from "./value";

/** Whether what stands at a path is written inside `{ }` or `[ ]`. */
export function isWithinBrackets(file: FlowFile, path: Path): boolean {
  let here: unknown = file.root;
  for (const step of path) {
    if (isCollection(here) && here.flow === true) {
      return true;
    }
    here = isSeq(here) ? here.items[Number(step)] : pairOf(here, String(step))?.value;
  }
  return false;
}
