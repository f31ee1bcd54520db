package dev.signalbox.cli.process.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The workspace of the killed processes: one flow that goes through everything that a run can be in the middle of, one
 * with a child run and a call for each of a list, and one that only writes, for a log that is to be checkpointed.
 */
final class Shop {
    static final String ORDER = "order";
    static final String FAMILY = "family";
    static final String BULK = "bulk";

    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            limits: { steps: 30, llm_calls: 40, tokens: 200000, cost_usd: 1, duration: 30d }
            input:
              type: object
              required: [id]
              properties:
                id: { type: string, maxLength: 40 }
                pad: { type: string, maxLength: 500000 }
            """;

    private static final String RECEIPT = "{ type: object, required: [n], properties: { n: { type: integer } } }";

    private Shop() {}

    static Map<String, String> environment(Ledger ledger) {
        return Map.of("SINK_URL", ledger.url(), "MODEL_URL", ledger.url() + "/v1", "MODEL_KEY", "a-key");
    }

    static void writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  slow:
                    provider: openai
                    model: slow-1-2025-01-01
                    base_url: "${env.MODEL_URL}"
                    api_key: "${secret.MODEL_KEY}"
                    window: 16000
                env: [SINK_URL, MODEL_URL]
                secrets: { MODEL_KEY: {} }
                groups: [lead]
                people: { sam: { name: Sam Reyes, groups: [lead], roles: [approver] } }
                http: { allow: [127.0.0.1] }
                """);
        flow(folder, ORDER, """
                output:
                  type: object
                  required: [reserved, paid, shipped]
                  properties: { reserved: { type: integer }, paid: { type: integer }, shipped: { type: integer } }
                data:
                  reserved: RECEIPT
                  paid: RECEIPT
                  shipped: RECEIPT
                  answer: { enum: ["yes", "no"] }
                actions:
                  reserve:
                    http: { method: POST, url: "${env.SINK_URL}/idempotent/reserve", body: { id: "${args.id}" } }
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: RECEIPT
                    effect: write
                    delivery: idempotent
                    risk: low
                  pay:
                    http: { method: POST, url: "${env.SINK_URL}/idempotent/pay", body: { id: "${args.id}" } }
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: RECEIPT
                    effect: write
                    delivery: idempotent
                  ship:
                    http: { method: POST, url: "${env.SINK_URL}/once/ship", body: { id: "${args.id}" } }
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: RECEIPT
                    effect: write
                    delivery: at_most_once
                    risk: low
                start: reserve
                states:
                  reserve:
                    call: reserve
                    with: { id: "${input.id}" }
                    save: reserved
                    retry: { max: 20, backoff: 100ms..100ms }
                    otherwise: { failed: broken }
                    next: ask
                  ask:
                    llm:
                      model: slow
                      prompt: "Is it so? ${id}"
                      context: { load: [{ name: id, from: input.id }] }
                    save: answer
                    retry: { max: 20, backoff: 100ms..100ms }
                    otherwise: { invalid: broken, failed: broken }
                    next: rest
                  rest: { wait: { for: 150ms }, next: pay }
                  pay:
                    call: pay
                    with: { id: "${input.id}" }
                    save: paid
                    approve: { title: "Pay ${input.id}?", show: [input.id], by: [lead], within: 48h }
                    retry: { max: 20, backoff: 100ms..100ms }
                    otherwise: { failed: broken, rejected: broken, expired: broken }
                    next: ship
                  ship:
                    call: ship
                    with: { id: "${input.id}" }
                    save: shipped
                    otherwise: { failed: broken }
                    next: done
                  done:
                    end: succeeded
                    output: { reserved: "${reserved.n}", paid: "${paid.n}", shipped: "${shipped.n}" }
                  broken: { end: failed, error: "${error.kind}" }
                """);
        flow(folder, "part", """
                data:
                  made: RECEIPT
                actions:
                  make:
                    http: { method: POST, url: "${env.SINK_URL}/idempotent/make", body: { id: "${args.id}" } }
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: RECEIPT
                    effect: write
                    delivery: idempotent
                    risk: low
                start: make
                states:
                  make:
                    call: make
                    with: { id: "${input.id}" }
                    save: made
                    retry: { max: 20, backoff: 100ms..100ms }
                    otherwise: { failed: broken }
                    next: done
                  done: { end: succeeded }
                  broken: { end: failed, error: "${error.kind}" }
                """);
        flow(folder, FAMILY, """
                data:
                  packed: { type: array, maxItems: 3, items: RECEIPT }
                  boxes: { type: array, maxItems: 3, items: { type: string }, default: [a, b, c] }
                actions:
                  pack:
                    http: { method: POST, url: "${env.SINK_URL}/idempotent/pack", body: { id: "${args.id}" } }
                    args: { type: object, required: [id], properties: { id: { type: string } } }
                    returns: RECEIPT
                    effect: write
                    delivery: idempotent
                    risk: low
                start: pack
                states:
                  pack:
                    each: { item: box, in: boxes, max: 3, step: { call: pack, with: { id: "${input.id}" }, retry: { max: 20, backoff: 100ms..100ms } } }
                    save: packed
                    otherwise: { failed: broken }
                    next: part
                  part:
                    flow: part
                    with: { id: "${input.id}" }
                    otherwise: { failed: broken }
                    next: done
                  done: { end: succeeded }
                  broken: { end: failed, error: "${error.kind}" }
                """);
        flow(folder, BULK, """
                start: done
                states:
                  done: { end: succeeded }
                """);
    }

    private static void flow(Path folder, String name, String rest) throws IOException {
        Files.writeString(folder.resolve(name + ".flow.yaml"), HEAD.formatted(name) + rest.replace("RECEIPT", RECEIPT));
    }
}
