package dev.signalbox.core.scenario;

import dev.signalbox.dsl.check.CheckedFlow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Flows that start each other, some side by side with questions: {@code root} starts {@code mid}, both start {@code leaf}. */
final class RandomFamilies {
    private static final String HEAD = """
            input: { type: object, properties: { n: { type: integer } } }
            data:
              items: { type: array, maxItems: 5, items: { type: integer }, default: [1, 2, 3, 4] }
              word: { enum: [yes, no], default: no }
            """;

    private final Random random;
    private final String[] children;
    private final StringBuilder text = new StringBuilder();

    private RandomFamilies(Random random, String... children) {
        this.random = random;
        this.children = children;
    }

    static Map<String, CheckedFlow> flows(Random random) {
        String leaf = new RandomFamilies(random).write(1 + random.nextInt(3), random.nextInt(3) == 0);
        String mid = new RandomFamilies(random, "leaf").write(1 + random.nextInt(3), random.nextInt(3) == 0);
        String root = new RandomFamilies(random, "leaf", "mid").write(2 + random.nextInt(3), true);
        Map<String, CheckedFlow> flows = new LinkedHashMap<>();
        flows.put("root", World.trusting(root, named("leaf", leaf), named("mid", mid)).flow);
        flows.put("mid", World.trusting(mid, named("leaf", leaf)).flow);
        flows.put("leaf", World.trusting(leaf).flow);
        return flows;
    }

    private static String named(String name, String body) {
        return "signalbox: 1\nflow: " + name + "\nversion: 1.0.0\n" + body;
    }

    private String write(int states, boolean limited) {
        text.append(HEAD).append("limits: { steps: 60, duration: 30d");
        if (limited) {
            text.append(", llm_calls: ").append(1 + random.nextInt(20));
            text.append(", tokens: ").append(200 + random.nextInt(4000));
            text.append(", cost_usd: ").append(0.0002 + random.nextInt(40) / 10_000.0);
        }
        text.append(
                " }\notherwise: { failed: failed, invalid: failed, overflow: failed, limit: over }\nstart: s0\nstates:\n");
        for (int i = 0; i < states; i++) {
            String next = i + 1 < states ? "s" + (i + 1) : "last";
            String verb = verb();
            text.append("  s").append(i).append(":\n").append(verb.indent(4));
            text.append("    otherwise: { failed: ").append(next);
            text.append(verb.contains("llm") ? ", invalid: " + next : "");
            text.append(random.nextBoolean() ? " }\n" : ", limit: " + next + " }\n");
            text.append("    next: ").append(next).append("\n");
        }
        text.append("  last: { llm: { model: fast, prompt: Yes?, max_output: 20 }, save: word, next: done }\n");
        text.append("  over: { end: failed, error: limited }\n  failed: { end: failed, error: failed }\n");
        return text.append("  done: { end: succeeded }\n").toString();
    }

    private String verb() {
        return switch (random.nextInt(4)) {
            case 0 -> single(step());
            case 1 ->
                "each:\n  item: it\n  in: items\n  max: 5\n  concurrency: " + (1 + random.nextInt(4)) + "\n  step: "
                        + step() + (random.nextBoolean() ? "\n  on_item_error: collect" : "");
            default -> parallel();
        };
    }

    /** The keys of a step as those of a state. */
    private static String single(String step) {
        return step.substring(2, step.length() - 2)
                .replace(" }, retry", " }\nretry")
                .replace(", with", "\nwith");
    }

    /** One step in flow style. */
    private String step() {
        String ask = "{ llm: { model: fast, prompt: Yes?, output: { enum: [yes, no] }, repair: " + random.nextInt(3)
                + ", max_output: " + (20 + random.nextInt(100)) + " }, retry: { max: " + random.nextInt(2) + " } }";
        return children.length == 0 || random.nextInt(3) == 0
                ? ask
                : "{ flow: " + children[random.nextInt(children.length)] + ", with: { n: 1 } }";
    }

    private String parallel() {
        StringBuilder branches = new StringBuilder("parallel:\n");
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            branches.append("  b").append(i).append(": ").append(step()).append('\n');
        }
        String[] joins = {"all", "all", "any", "1", "2"};
        return branches + "join: " + joins[random.nextInt(joins.length)];
    }
}
