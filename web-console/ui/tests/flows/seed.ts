/** The same numbers each time; another `SEED` draws others. */
export const SEED = Number(import.meta.env["SEED"] ?? 20260302);

export type Random = <T>(from: readonly T[]) => T;

/** Draws from lists, always the same for the same seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return (from) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from[Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * from.length)]!;
  };
}

export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
