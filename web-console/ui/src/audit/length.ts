/** A length of time as one reads a measurement: `0.8 s`, `45 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`. */
export function length(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${Math.floor(seconds * 10) / 10} s`;
  }
  const parts: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = parts.findIndex(([unit]) => seconds >= unit);
  const [unit, name] = parts[first] ?? [1, "s"];
  const whole = `${Math.floor(seconds / unit)} ${name}`;
  const next = parts[first + 1];
  const rest = next === undefined ? 0 : Math.floor((seconds % unit) / next[0]);
  return next === undefined || rest === 0 ? whole : `${whole} ${rest} ${next[1]}`;
}

/** `62 %`; never 100 unless it is all, nor 0 unless it is none. */
export function share(part: number): string {
  if (part > 0 && part < 0.01) {
    return "under 1 %";
  }
  return `${part < 1 ? Math.min(99, Math.round(part * 100)) : 100} %`;
}
