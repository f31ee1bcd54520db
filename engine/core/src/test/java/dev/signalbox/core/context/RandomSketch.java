package dev.signalbox.core.context;

import dev.signalbox.core.context.ContextRequest.Repair;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.model.ContextItem.Format;
import dev.signalbox.dsl.model.ContextItem.Rung;
import dev.signalbox.dsl.model.ContextItem.Source;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Questions of every kind that a file can word, a function of the seed. */
final class RandomSketch {
    static final String SECRET = "hunter2-hunter2";
    static final long PIN = 424_242;

    /** What no output may hold. */
    static final List<String> HIDDEN = List.of(SECRET, String.valueOf(PIN));

    /** A picture that is redacted, and must not be given along. */
    static final String SECRET_PICTURE = Pictures.base64(Pictures.png(3, 3, -1));

    private static final String SAVES_IT = "fetch_secret";
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Random random;
    private final Sketch sketch = new Sketch();

    private RandomSketch(long seed) {
        random = new Random(seed * MIX);
    }

    static Sketch of(long seed) {
        return new RandomSketch(seed).make();
    }

    /** As much more of a history as happens between two questions. */
    static void goOn(Sketch sketch, long seed) {
        Random random = new Random(seed * MIX + 1);
        happens(sketch, random, 1 + random.nextInt(6));
    }

    private Sketch make() {
        sketch.flow.redacts("secret", SAVES_IT).redacts("pin", "fetch_pin").redacts("passport", "fetch_passport");
        sketch.with("passport", SECRET_PICTURE);
        sketch.with("secret", SECRET).with("pin", PIN).with("yes", true).with("no", false);
        sketch.budget = 5 + random.nextInt(List.of(40, 300, 300, 1500).get(random.nextInt(4)));
        sketch.window = random.nextInt(4) == 0 ? 200 + random.nextInt(600) : 100_000;
        sketch.system = random.nextBoolean() ? "You are a clerk." : null;
        if (random.nextInt(5) == 0) {
            sketch.examples.add(new LlmVerb.Example("How are you?", "Well.", SketchFlow.PLACE));
        }
        if (random.nextInt(5) == 0) {
            sketch.repair = new Repair(text(random, 12).replace(SECRET, "x").replace("" + PIN, "y"), List.of("no"));
        }
        happens(sketch, random, random.nextInt(random.nextInt(12) == 0 ? 90 : 15));
        StringBuilder prompt = new StringBuilder("Answer this. ");
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            String name = "i" + i;
            if (random.nextInt(12) > 0) {
                sketch.with("d" + i, value());
            }
            sketch.load(random.nextInt(5) == 0 ? picture(name) : item(name, "d" + i));
            IntStream.range(0, random.nextInt(3))
                    .forEach(n -> prompt.append(" ${").append(name).append("}"));
        }
        sketch.prompt = prompt.toString();
        return sketch;
    }

    /** Decisions with what came of them, calls with their results, and the rest. */
    private static void happens(Sketch sketch, Random random, int events) {
        int to = sketch.history.size() + events;
        while (sketch.history.size() < to) {
            String state = random.nextInt(10) == 0 ? SAVES_IT : "s" + random.nextInt(3);
            if (random.nextInt(4) == 0) {
                sketch.record(state, Recorded.Kind.DECISION, null, text(random, 3));
            }
            Recorded.Kind kind = any(random, Recorded.Kind.values());
            if (kind != Recorded.Kind.DECISION) {
                boolean called = kind == Recorded.Kind.RESULT || kind == Recorded.Kind.ERROR;
                Object call = called ? fields("action", "act", "args", Map.of("s", text(random, 4))) : null;
                sketch.record(state, kind, call, text(random, 1 + random.nextInt(30)));
            }
        }
    }

    private Object value() {
        return switch (random.nextInt(4)) {
            case 0 -> fields("a", text(random, 6), "b", text(random, 20));
            case 1 -> List.of(text(random, 5), fields("a", (long) random.nextInt(9), "c", PIN), text(random, 9));
            default -> text(random, 1 + random.nextInt(80));
        };
    }

    /** In this order in every process, which {@code Map.of} has not. */
    private static Map<String, Object> fields(String first, Object value, String second, Object other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, value);
        fields.put(second, other);
        return fields;
    }

    private Sketch.Item item(String name, String root) {
        Sketch.Item item = switch (random.nextInt(6)) {
            case 0 ->
                Sketch.file(name, text(random, 20).replace(SECRET, "policy").replace("" + PIN, "rule"));
            case 1, 2 -> new Sketch.Item(name, events());
            case 3 -> Sketch.from(name, random.nextInt(3) == 0 ? "secret" : root);
            default -> Sketch.from(name, root);
        };
        item.format(any(random, Format.values())).cut(any(random, Cut.values())).priority(1 + random.nextInt(9));
        if (random.nextInt(3) == 0) {
            item.max(5 + random.nextInt(80));
        }
        if (random.nextInt(6) == 0) {
            item.required();
        }
        if (random.nextInt(6) == 0) {
            item.only("a", "choice");
        }
        if (random.nextInt(5) == 0) {
            item.when(random.nextInt(3) == 0 ? "no" : "yes");
        }
        return random.nextInt(3) == 0 ? item.stable() : item;
    }

    private Sketch.Item picture(String name) {
        byte[] png = Pictures.png(1 + random.nextInt(12), 1 + random.nextInt(12), random.nextInt(3));
        boolean secret = random.nextInt(4) == 0;
        String base64 = secret ? SECRET_PICTURE : Pictures.base64(png);
        sketch.with("p" + name, random.nextBoolean() ? base64 : "data:image/png;base64," + base64);
        Sketch.Item item = random.nextInt(3) == 0
                ? Sketch.picture(name, png)
                : Sketch.from(name, "p" + name).as(MediaKind.IMAGE);
        item.priority(1 + random.nextInt(9));
        if (random.nextInt(6) == 0 && !secret) {
            item.required();
        }
        return random.nextInt(3) == 0 ? item.stable() : item;
    }

    private Source.Events events() {
        return new Source.Events(
                random.nextInt(3) == 0 ? List.of(new StateName("s0"), new StateName("s1")) : List.of(),
                random.nextInt(3) == 0 ? List.of("result", "decision", "error") : List.of(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(10) : null,
                random.nextInt(4) == 0 ? Duration.ofHours(85 + random.nextInt(20)) : null,
                random.nextInt(3),
                random.nextInt(3),
                List.of(ladder()));
    }

    private Rung[] ladder() {
        List<Rung> ladder = new ArrayList<>();
        if (random.nextBoolean()) {
            ladder.add(Sketch.clear());
        }
        if (random.nextBoolean()) {
            ladder.add(Sketch.clamp(4 + random.nextInt(10)));
        }
        if (random.nextBoolean()) {
            ladder.add(Sketch.summarise(10));
        }
        if (random.nextBoolean()) {
            ladder.add(Sketch.dropOldest());
        }
        return ladder.toArray(Rung[]::new);
    }

    private static <T> T any(Random random, T[] of) {
        return List.of(of).get(random.nextInt(of.length));
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            switch (random.nextInt(24)) {
                case 0, 1 -> text.append(SECRET);
                case 2 -> text.append(PIN);
                default -> text.append("word").append(random.nextInt(1000));
            }
            text.append(random.nextInt(9) == 0 ? "\n" : " ");
        }
        return text.toString();
    }
}
