package dev.signalbox.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A workspace of small flows, one for each thing that a run can be in the middle of. */
final class Workspace {
    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            limits: { steps: 30, llm_calls: 5, tokens: 20000, cost_usd: 1, duration: 30d }
            input: { type: object, required: [id], properties: { id: { type: string, maxLength: 40 } } }
            """;

    private static final String TYPED = """
            output: { type: object, required: [n], properties: { n: { type: integer } } }
            data:
              receipt: { type: object, required: [n], properties: { n: { type: integer } } }
            actions:
              act:
                http: { method: POST, url: "${env.SINK_URL}/%s", body: { id: "${args.id}" } }
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [n], properties: { n: { type: integer } } }
                %s
            start: act
            states:
              act:
                call: act
                with: { id: "${input.id}" }
                %s
                save: receipt
                otherwise: { failed: broken%s }
                next: done
              done: { end: succeeded, output: { n: "${receipt.n}" } }
              broken: { end: failed, error: It broke. }
            """;

    private static final String REFUSED = "  refused: { end: failed, error: A person said no. }\n";

    private Workspace() {}

    /** What the program is told of its surroundings. */
    static Map<String, String> environment(Sink sink) {
        return Map.of("SINK_URL", sink.url(), "MODEL_URL", sink.url() + "/v1", "MODEL_KEY", "a-key");
    }

    static void writeTo(Path folder) throws IOException {
        write(folder, "signalbox.yaml", """
                signalbox: 1
                models:
                  slow:
                    provider: openai
                    model: slow-1-2025-01-01
                    base_url: "${env.MODEL_URL}"
                    api_key: "${secret.MODEL_KEY}"
                    window: 16000
                env: [SINK_URL, MODEL_URL]
                secrets: { MODEL_KEY: {}, SINK_TOKEN: { hosts: [127.0.0.1] } }
                groups: [lead]
                people: { sam: { name: Sam Reyes, groups: [lead], roles: [approver] } }
                http: { allow: [127.0.0.1] }
                """);
        flow(folder, "reading", call("reading", "effect: read"));
        flow(folder, "paying", call("paying", "{ effect: write, delivery: idempotent, risk: low }"));
        flow(folder, "sending", call("sending", "{ effect: write, delivery: at_most_once, risk: low }"));
        flow(
                folder,
                "sending-in-vain",
                call("sending-in-vain", "{ effect: write, delivery: at_most_once, risk: low }"));
        flow(
                folder,
                "held",
                TYPED.formatted(
                                "held",
                                spread("{ effect: write, delivery: idempotent }"),
                                "approve: { title: \"Do ${input.id}?\", show: [input.id], by: [lead], within: 48h }",
                                ", rejected: refused, expired: refused")
                        + REFUSED);
        flow(folder, "asking", """
                output: { type: object, required: [answer], properties: { answer: { type: string } } }
                data:
                  answer: { enum: [yes, no] }
                start: ask
                states:
                  ask:
                    llm: { model: slow, prompt: "Is it so?" }
                    save: answer
                    otherwise: { invalid: broken, failed: broken }
                    next: done
                  done: { end: succeeded, output: { answer: "${answer}" } }
                  broken: { end: failed, error: "${error.kind}: ${error.message}" }
                """);
        flow(folder, "resting", """
                start: rest
                states:
                  rest: { wait: { for: 2s }, next: done }
                  done: { end: succeeded }
                """);
        flow(folder, "child", call("child", "effect: read"));
        flow(folder, "parent", """
                start: child
                states:
                  child:
                    flow: child
                    with: { id: "${input.id}" }
                    otherwise: { failed: broken }
                    next: done
                  done: { end: succeeded }
                  broken: { end: failed, error: The child failed. }
                """);
    }

    /** A flow with one call of an action. */
    private static String call(String path, String declared) {
        return TYPED.formatted(path, spread(declared), "title: The call", "");
    }

    /** {@code { a: b, c: d }} as lines of the action's block. */
    private static String spread(String declared) {
        return declared.replaceAll("[{}]", "").strip().replace(", ", "\n    ");
    }

    static void flow(Path folder, String name, String rest) throws IOException {
        write(folder, name + ".flow.yaml", HEAD.formatted(name) + rest);
    }

    static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
