package dev.signalbox.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes workspaces of valid flow files, a function of the seed: a chain of states of random verbs with branches, routes
 * and loops, and child flows below it. What each action is like is the same in all of them, so that the outside world
 * can be held against it.
 */
final class RandomFlows {
    static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: recorded, window: 8000, price: { input: 1, output: 2 } }
            groups: [lead, boss]
            secrets: { BANK_TOKEN: { hosts: [bank.example] } }
            http: { allow: [bank.example] }
            """;

    private static final String HEAD = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            key: ${input.id}
            limits: { steps: %d, llm_calls: %d, tokens: %d, duration: %s%s }
            input:
              type: object
              required: [id]
              properties: { id: { type: string, maxLength: 20 }, n: { type: integer, minimum: 0, maximum: 9 } }
            output: { type: object, required: [n], properties: { n: { type: integer } } }
            events:
              paid: { payload: { type: object, required: [n], properties: { n: { type: integer } } } }
            data:
              n: { type: integer, minimum: 0, maximum: 99, default: 3 }
              word: { enum: [yes, no], default: no }
              items: { type: array, maxItems: 5, items: { type: integer, minimum: 0, maximum: 9 }, default: [7, 2, 6] }
              several: { type: array, maxItems: 5, items: { type: object }, default: [] }
              note: { type: string, maxLength: 60, default: none }
              rate:
                type: object
                required: [n]
                properties: { n: { type: integer } }
                fetch: { call: peek, with: { id: "${input.id}", n: 1 }, fresh: 10m, retry: { max: 1 } }
            actions:
              peek:
                java: peek
                args: &ARGS
                returns: &RETURNS
                effect: read
              keep:
                java: keep
                args: &ARGS
                returns: &RETURNS
                effect: write
                delivery: idempotent
                risk: low
              fire:
                java: fire
                args: &ARGS
                returns: &RETURNS
                effect: write
                risk: low
              pay:
                java: pay
                args: &ARGS
                returns: &RETURNS
                effect: write
                delivery: idempotent
                risk: args.n > 4
              wire:
                http:
                  method: POST
                  url: https://bank.example/wires
                  headers: { Authorization: "Bearer ${secret.BANK_TOKEN}" }
                  body: { n: "${args.n}" }
                args: &ARGS
                returns: &RETURNS
                effect: write
                risk: high
            """.replace(
                    "&ARGS",
                    "{ type: object, required: [id, n], properties: { id: { type: string }, n: { type: integer, maximum: 99 } } }")
            .replace("&RETURNS", "{ type: object, required: [n], properties: { n: { type: integer } } }");

    /** Of some seeds, without a word of their generator: the other histories stay what they were. */
    private static final String DAY = ", day: { llm_calls: 5, tokens: 900 }";

    private final Random random;
    private final List<String> states = new ArrayList<>();
    private final String child;
    private final String day;
    private int length;
    private int at;

    private RandomFlows(Random random, String child, String day) {
        this.random = random;
        this.child = child;
        this.day = day;
    }

    /** The flow files of that seed by name, the one to be started first. */
    static List<Written> of(long seed) {
        Random random = new Random(seed * 7919 + 17);
        boolean nested = random.nextInt(4) == 0;
        String day = seed % 11 == 3 || seed % 11 == 8 || seed % 11 == 10 ? DAY : "";
        List<Written> files = new ArrayList<>();
        files.add(new Written("line", new RandomFlows(random, "child", day).write("line", 2 + random.nextInt(5))));
        files.add(new Written(
                "child",
                new RandomFlows(random, nested ? "grandchild" : "", day).write("child", 1 + random.nextInt(3))));
        if (nested) {
            files.add(new Written(
                    "grandchild", new RandomFlows(random, "", day).write("grandchild", 1 + random.nextInt(2))));
        }
        return files;
    }

    /** One flow file. */
    record Written(String name, String text) {}

    private String write(String name, int states) {
        length = states;
        String duration = pick("30d", "30d", "30d", "5h");
        StringBuilder text = new StringBuilder(
                HEAD.formatted(name, pick(40, 40, 12), pick(12, 12, 2), pick(90_000, 90_000, 9_000), duration, day));
        boolean tidies = random.nextInt(3) == 0;
        text.append("otherwise: { failed: broken, rejected: broken, expired: broken, invalid: broken")
                .append(pick("", ", limit: over"))
                .append(tidies ? ", cancelled: tidy }\n" : " }\n");

        text.append("""
                start: begin
                states:
                  begin:
                    next:
                      - { when: input.id == 'broken', to: broken }
                      - { when: input.id == 'over', to: over }
                      - { to: s0 }
                """);
        for (at = 0; at < states; at++) {
            state();
        }
        text.append(String.join("", this.states));
        text.append("  done: { end: succeeded, output: { n: \"${n}\" } }\n");
        text.append("  broken: { end: failed, error: It broke. }\n");
        text.append("  over: { end: failed, error: The limit. }\n");
        if (tidies) {
            text.append("  tidy: { call: keep, with: { id: \"${input.id}\", n: 0 }, next: gone }\n");
            text.append("  gone: { end: cancelled }\n");
        }
        return text.toString();
    }

    private void state() {
        List<Runnable> kinds = new ArrayList<>(List.of(
                this::set,
                this::branch,
                this::loop,
                this::read,
                this::keep,
                this::fire,
                this::fire,
                () -> risky("pay"),
                () -> risky("pay"),
                () -> risky("wire"),
                this::ask,
                this::timer,
                this::event,
                this::event,
                this::parallel,
                this::parallel,
                this::each,
                this::each,
                this::question,
                this::question,
                this::agent));
        if (!child.isEmpty()) {
            kinds.add(this::child);
            kinds.add(this::child);
        }
        kinds.get(random.nextInt(kinds.size())).run();
    }

    private String next() {
        return at + 1 < length ? "s" + (at + 1) : "done";
    }

    private void add(String body) {
        states.add("  s" + at + ":\n" + body.indent(4));
    }

    private String args() {
        return "{ id: \"${input.id}\", n: \"" + pick("${n}", "${n}", "${rate.n}") + "\" }";
    }

    private String retry() {
        return pick("", "retry: { max: 2, backoff: 1s..10s }\n", "retry: { max: 1, backoff: 20s..60s }\n");
    }

    private String failed() {
        return pick("broken", "broken", next());
    }

    private void set() {
        add("set: { n: \"${(n + 3) % 10}\" }\nnext: " + next());
    }

    private void branch() {
        int skip = Math.min(at + 2, length);
        String to = skip < length ? "s" + skip : "done";
        add("next:\n  - { when: n > 4, to: " + to + " }\n  - { to: " + next() + " }");
    }

    /** Goes back to itself a few times. */
    private void loop() {
        add("call: peek\nwith: " + args() + "\nsave: { n: \"${result.n}\" }\nvisits: 3\n"
                + "otherwise: { failed: " + failed() + ", exhausted: " + next() + " }\n"
                + "next:\n  - { when: n < 5, to: s" + at + " }\n  - { to: " + next() + " }");
    }

    private void read() {
        add("call: peek\nwith: " + args() + "\n" + retry() + "save: { n: \"${result.n}\" }\n"
                + pick("timeout: 10s\n", "") + "otherwise: { failed: " + failed() + " }\nnext: " + next());
    }

    private void keep() {
        add("call: keep\nwith: " + args() + "\n" + retry() + "save: { n: \"${result.n}\" }\n" + "otherwise: { failed: "
                + failed() + pick("", ", unknown: broken") + " }\nnext: " + next());
    }

    private void fire() {
        add("call: fire\nwith: " + args() + "\nsave: { n: \"${result.n}\" }\n"
                + pick("", "otherwise: { failed: " + failed() + " }\n", "otherwise: { unknown: " + failed() + " }\n")
                + "next: " + next());
    }

    private String approve() {
        return "approve:\n  title: Do ${n}?\n  show: [n]\n  by: [lead]\n  within: " + pick("48h", "48h", "30m") + "\n"
                + pick("", "", "  count: 2\n") + pick("", "  edit: [n]\n", "  edit: [n]\n")
                + pick("", "", "  use_within: 1h\n") + pick("", "  remind: 10m\n")
                + pick("", "", "  escalate: { after: 15m, by: [boss] }\n") + pick("", "", "  not: requester\n")
                + pick("", "", "  recheck: rate.n < 8\n");
    }

    private void risky(String action) {
        add("call: " + action + "\nwith: { id: \"${input.id}\", n: \"${n}\" }\n" + approve()
                + (action.equals("pay") ? retry() : "") + "otherwise: { rejected: " + failed() + ", expired: "
                + failed()
                + " }\nnext: " + next());
    }

    private void ask() {
        add("ask: { title: \"How is ${n}?\", show: [" + pick("n", "n, rate") + "], by: [lead], within: "
                + pick("72h", "1h") + pick("", ", remind: 20m", ", escalate: { after: 25m, by: [boss] }") + " }\nsave: "
                + pick("word", "n") + "\notherwise: { expired: " + failed() + " }\nnext: " + next());
    }

    private void timer() {
        add("wait: { for: " + pick("2h", "90s", "3d") + " }\nnext: " + next());
    }

    private void event() {
        add("wait: { event: paid, within: " + pick("3d", "2h")
                + " }\nsave: { n: \"${result.n}\" }\notherwise: { expired: " + failed() + " }\nnext: " + next());
    }

    private String inner() {
        String args = "with: { id: \"${input.id}\", n: \"${n}\" }";
        return switch (random.nextInt(child.isEmpty() ? 5 : 6)) {
            case 0 -> "{ call: peek, " + args + ", retry: { max: 1 } }";
            case 1 -> "{ call: keep, " + args + " }";
            case 2 -> "{ call: fire, " + args + " }";
            case 3 -> "{ call: pay, " + args + ", approve: { by: [lead], within: 2h } }";
            case 4 ->
                "{ llm: { model: fast, prompt: Is it?, output: { enum: [yes, no] }, repair: 1, max_output: 50 } }";
            default -> "{ flow: " + child + ", " + args + " }";
        };
    }

    private void parallel() {
        StringBuilder body = new StringBuilder("parallel:\n");
        int branches = 2 + random.nextInt(2);
        for (int i = 0; i < branches; i++) {
            body.append("  b").append(i).append(": ").append(inner()).append('\n');
        }
        add(body + "join: " + pick("all", "all", "any", "1") + "\notherwise: { failed: " + failed() + " }\nnext: "
                + next());
    }

    private void each() {
        add("each:\n  item: it\n  in: items\n  max: 5\n  concurrency: " + pick(1, 2, 3) + "\n  step: "
                + inner().replace("\"${n}\"", "\"${it}\"") + "\n"
                + pick("", "  on_item_error: collect\n")
                + "otherwise: { failed: " + failed() + " }\nnext: "
                + next());
    }

    private void question() {
        add(
                "llm:\n  model: fast\n  prompt: \"Is it so? ${num}\"\n  max_output: 60\n  context: { load: [{ name: num, from: n, max: 20 }] }\n  repair: 1\n"
                        + retry() + "save: word\notherwise: { invalid: " + failed() + ", failed: " + failed()
                        + ", limit: over }\nnext: " + next());
    }

    /** Asks over and over, with what happened loaded. */
    private void agent() {
        add(
                "llm:\n  model: fast\n  prompt: \"Go on? ${so_far}\"\n  max_output: 60\n  context:\n    budget: 900\n    load:\n"
                        + "      - name: so_far\n        events: all\n        max: " + pick(60, 400)
                        + "\n        last: 30\n        evict: [{ summarise: { model: fast, into: 30 } }, drop_oldest]\n  repair: 1\n"
                        + "save: word\nvisits: 4\notherwise: { invalid: broken, failed: broken, exhausted: " + next()
                        + ", overflow: broken, limit: over }\nnext:\n  match: word\n  cases: { yes: " + next()
                        + ", no: s" + at
                        + " }");
    }

    private void child() {
        boolean approved = random.nextInt(3) == 0;
        add("flow: " + child + "\nwith: { id: \"${input.id + 'c'}\", n: \"${n}\" }\n"
                + (approved ? "approve: { by: [lead], within: 3h }\n" : "") + "save: { n: \"${result.n}\" }\n"
                + "otherwise: { failed: " + failed() + " }\nnext: " + next());
    }

    @SafeVarargs
    private final <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }
}
