import type { Diagnostic } from "../../api/views";

/** A change of a text: what stands from `from` to `to` (UTF-16 offsets) becomes `insert`. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
}

/** A finding with the end of its place and the path inside the file, as the checker gives it. */
export interface Finding extends Diagnostic {
  endLine?: number;
  endColumn?: number;
  path?: string;
}

/** What the last runs of a flow did, by state and by way (`from>to`). Times in milliseconds, money in USD. */
export interface Traffic {
  runs: number;
  states: Record<
    string,
    {
      visits: number;
      median_ms?: number;
      cost_usd?: number;
      approved?: number;
      rejected?: number;
      open?: number;
    }
  >;
  ways: Record<string, number>;
}
