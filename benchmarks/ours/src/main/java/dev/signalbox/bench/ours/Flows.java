package dev.signalbox.bench.ours;

import dev.signalbox.dsl.check.Checked;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flows that are measured, and the workspace they stand in. */
final class Flows {
    static final String WORKSPACE = """
            signalbox: 1
            groups: [lead]
            models:
              slow: { provider: person, window: 8000, price: { input: 1.0, output: 2.0, cached: 0.1 } }
              wide: { provider: person, window: 128000 }
            """;

    /** W1: ten states that each set a value, and a branch after the fifth. */
    static final String COUNT = count();

    /** W2: five calls that may be repeated, a person who approves the sixth, and five more. */
    static final String PAY = pay();

    /** W4: one call, then a person. */
    static final String PAUSE = """
            signalbox: 1
            flow: pause
            version: 1.0.0
            limits: { steps: 30, duration: 365d }
            input:
              type: object
              required: [order, amount]
              properties: { order: { type: string, maxLength: 40 }, amount: { type: number } }
            data:
              verdict: { enum: ["yes", "no"] }
            key: ${input.order}
            start: judge
            states:
              judge:
                ask: { title: "Refund ${input.amount} on order ${input.order}?", show: [input.order, input.amount], by: [lead], within: 365d }
                save: verdict
                otherwise: { expired: dropped }
                next: done
              done: { end: succeeded }
              dropped: { end: failed, error: Nobody answered. }
            """;

    /** W4: a timer alone. */
    static final String SLEEP = """
            signalbox: 1
            flow: sleep
            version: 1.0.0
            limits: { steps: 30, duration: 60d }
            input: { type: object, required: [order], properties: { order: { type: string, maxLength: 40 } } }
            start: rest
            states:
              rest: { wait: { for: 24h }, next: done }
              done: { end: succeeded }
            """;

    /** W4: one question to a model. */
    static final String QUESTION = """
            signalbox: 1
            flow: question
            version: 1.0.0
            limits: { steps: 30, duration: 1d, llm_calls: 5, tokens: 20000, cost_usd: 1.0 }
            input: { type: object, required: [order], properties: { order: { type: string, maxLength: 40 } } }
            data:
              intent: { enum: [refund, status] }
            start: classify
            states:
              classify:
                llm:
                  model: slow
                  prompt: What is asked about order ${order}?
                  context: { budget: 1000, load: [{ name: order, from: input.order, max: 100 }] }
                save: intent
                otherwise: { failed: broken, invalid: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: No answer. }
            """;

    /** A loop of sixty turns; its history is loaded as {@link #looking} is told to. */
    private static final String LOOK = """
            signalbox: 1
            flow: look
            version: 1.0.0
            limits: { steps: 200, duration: 1d, llm_calls: 100, tokens: 4000000, cost_usd: 9.0 }
            input: { type: object, required: [goal], properties: { goal: { type: string, maxLength: 300 } } }
            data:
              step:
                oneOf:
                  - { type: object, required: [choice, topic], properties: { choice: { const: look_up }, topic: { type: string, maxLength: 60 } } }
                  - { type: object, required: [choice, why], properties: { choice: { const: done }, why: { type: string, maxLength: 200 } } }
            actions:
              look_up:
                java: look_up
                args: { type: object, required: [topic], properties: { topic: { type: string, maxLength: 60 } } }
                returns: { type: string, maxLength: 4000 }
                effect: read
            otherwise: { failed: broken, invalid: broken, exhausted: broken, overflow: broken }
            start: choose
            states:
              choose:
                llm:
                  model: wide
                  system: You look things up until the goal is reached, one at a time. You never guess.
                  prompt: "The goal: ${goal}"
                  context:
                    load:
                      - { name: goal, from: input.goal, max: 80, stable: true }
                      - name: so_far
                        events: [look_up]
                        HOW
                  choose: [look_up, { done: { why: { type: string, maxLength: 200 } } }]
                save: step
                visits: 60
                next: { match: step.choice, cases: { look_up: look_up, done: done } }
              look_up:
                call: look_up
                with: { topic: "${step.topic}" }
                otherwise: { failed: { to: choose, in_a_row: 3 } }
                next: choose
              done: { end: succeeded }
              broken: { end: failed, error: It broke. }
            """;

    private Flows() {}

    /** @param how the keys of the item that loads the loop's history */
    static String looking(String... how) {
        return LOOK.replace("HOW", String.join("\n            ", how));
    }

    private static String count() {
        StringBuilder text = new StringBuilder("""
                signalbox: 1
                flow: count
                version: 1.0.0
                limits: { steps: 50, duration: 1d }
                input: { type: object, required: [n], properties: { n: { type: integer } } }
                data:
                  n: { type: integer, default: 0 }
                start: s1
                states:
                """);
        for (int i = 1; i <= 10; i++) {
            String next = i == 5 ? "far_enough" : i == 10 ? "done" : "s" + (i + 1);
            text.append("  s")
                    .append(i)
                    .append(": { set: { n: \"${n + 1}\" }, next: ")
                    .append(next)
                    .append(" }\n");
        }
        return text.append("""
                  far_enough:
                    next:
                      - { when: n >= 5, to: s6 }
                      - { to: done }
                  done: { end: succeeded }
                """).toString();
    }

    private static String pay() {
        StringBuilder text = new StringBuilder("""
                signalbox: 1
                flow: pay
                version: 1.0.0
                limits: { steps: 50, duration: 7d }
                input:
                  type: object
                  required: [order, amount]
                  properties: { order: { type: string, maxLength: 40 }, amount: { type: number } }
                data:
                  receipt: { type: string, maxLength: 100 }
                actions:
                  book:
                    java: book
                    args:
                      type: object
                      required: [order, amount]
                      properties: { order: { type: string }, amount: { type: number } }
                    returns: { type: object, required: [receipt], properties: { receipt: { type: string } } }
                    effect: write
                    delivery: idempotent
                    risk: low
                  pay:
                    java: book
                    args:
                      type: object
                      required: [order, amount]
                      properties: { order: { type: string }, amount: { type: number } }
                    returns: { type: object, required: [receipt], properties: { receipt: { type: string } } }
                    effect: write
                    delivery: idempotent
                    risk: high
                otherwise: { failed: broken, unknown: broken }
                start: c1
                states:
                """);
        for (int i = 1; i <= 10; i++) {
            text.append("  c").append(i).append(":\n");
            text.append("    call: ").append(i == 6 ? "pay" : "book").append('\n');
            text.append("    with: { order: \"${input.order}\", amount: \"${input.amount}\" }\n");
            if (i == 6) {
                text.append(
                        "    approve: { title: \"Pay ${input.amount}?\", show: [input.order], by: [lead], within: 48h }\n");
                text.append("    otherwise: { rejected: broken, expired: broken }\n");
            }
            text.append("    save: { receipt: result.receipt }\n");
            text.append("    next: ").append(i == 10 ? "done" : "c" + (i + 1)).append('\n');
        }
        return text.append("""
                  done: { end: succeeded }
                  broken: { end: failed, error: It broke. }
                """).toString();
    }

    static CheckedFlow checked(String text) {
        Workspace workspace = WorkspaceReader.read(WORKSPACE, new None()).workspace();
        ReadFlow read = FlowReader.read("bench.flow.yaml", text, workspace, new None());
        if (read.flow() == null) {
            throw new IllegalStateException("the flow cannot be read: " + read.diagnostics());
        }
        Checked checked = Checker.check(read.flow(), workspace, FlowSignatures.of(Map.of()));
        if (checked.flow() == null) {
            throw new IllegalStateException("the flow has errors: " + checked.diagnostics());
        }
        return checked.flow();
    }

    /** A folder with the workspace and these flows in it. */
    static Path workspace(Path scratch, String... flows) throws IOException {
        Files.createDirectories(scratch);
        Path folder = Files.createTempDirectory(scratch, "workspace");
        Files.writeString(folder.resolve("signalbox.yaml"), WORKSPACE);
        for (String flow : flows) {
            String name = flow.lines()
                    .filter(line -> line.startsWith("flow: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("flow: ".length());
            Files.writeString(folder.resolve(name + ".flow.yaml"), flow);
        }
        return folder;
    }

    private record None() implements Sources {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }
}
