import { Refusal } from "./file";
import { field, type Value } from "./value";

/** Refuses what cannot be the name of a new state. */
export function needNewName(flow: Value, name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(name) || name === "__proto__") {
    throw new Refusal(
      `\`${name}\` is no name for a state: letters, digits, \`_\` and \`-\`, not starting with a digit.`,
    );
  }
  if (field(field(flow, "states"), name) !== undefined) {
    throw new Refusal(`There is a state \`${name}\` already.`);
  }
}

export function needState(flow: Value, name: string): Value {
  const state = field(field(flow, "states"), name);
  if (state === undefined) {
    throw new Refusal(`There is no state \`${name}\`.`);
  }
  return state;
}
