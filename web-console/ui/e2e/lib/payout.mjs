// A flow whose limit of steps is met before its work is done: it gets stuck, and the file with a larger limit mends it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const file = (version, steps) => `signalbox: 1
flow: payout
version: ${version}
title: Payout
owner: support
limits: { steps: ${steps} }
input:
  type: object
  required: [order]
  properties: { order: { type: string, maxLength: 40 } }
output: { type: object, required: [total], properties: { total: { type: number } } }
key: "\${input.order}"
types:
  Found: { type: object, required: [total], properties: { total: { type: number } } }
data:
  found: { $ref: "#/types/Found" }
  checked: { $ref: "#/types/Found" }
actions:
  find_order:
    http: { method: GET, url: "\${env.SHOP_URL}/\${args.place}/\${args.id}" }
    args:
      type: object
      required: [place, id]
      properties: { place: { type: string }, id: { type: string } }
    returns: { $ref: "#/types/Found" }
    effect: read
start: look
states:
  look:
    call: find_order
    with: { place: archive, id: "\${input.order}" }
    save: found
    otherwise: { failed: look_here }
    next: done
  look_here:
    call: find_order
    with: { place: orders, id: "\${input.order}" }
    save: found
    otherwise: { failed: gave_up }
    next: check
  check:
    call: find_order
    with: { place: orders, id: "\${input.order}" }
    save: checked
    otherwise: { failed: gave_up }
    next: done
  done: { end: succeeded, output: { total: "\${found.total}" } }
  gave_up: { end: failed, error: The order was not found. }
`;

export const stuck = (folder) => writeFileSync(join(folder, "payout.flow.yaml"), file("1.0.0", 2));
export const mended = (folder) => writeFileSync(join(folder, "payout.flow.yaml"), file("1.1.0", 30));
