package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import dev.signalbox.core.effect.Message;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.media.MediaKind;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.ContextItem.Cut;
import dev.signalbox.dsl.model.ContextItem.Format;
import dev.signalbox.dsl.model.ContextItem.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every context. The seed in a test's name makes the same context again. */
class ContextPropertiesTest {
    private static final Words COUNTER = new Words();
    private static final String SECRET = "hunter2-hunter2";
    private static final String SECRET_PICTURE = Pictures.base64(Pictures.png(3, 3, -1));

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void invariants_hold(long seed) {
        Sketch sketch = random(new Random(seed));
        ContextResult result = compileWithSummaries(sketch);
        assertEquals(result, ContextCompiler.compile(sketch.request()), "the same request gives the same result");
        switch (result) {
            case ContextResult.Ready ready -> {
                withinBudget(ready);
                requiredIsThere(sketch, ready);
                lowerNeverBeatsHigher(sketch, ready.manifest());
                nothingRedacted(ready);
                stablePrefix(ready);
                picturesAreWhole(sketch, ready);
            }
            case ContextResult.Overflow overflow ->
                assertTrue(
                        overflow.item().equals("prompt")
                                || sketch.items.stream()
                                        .anyMatch(item -> item.name().equals(overflow.item()) && item.required()),
                        "only what is required overflows: " + overflow.item());
            case ContextResult.Failed failed -> throw new AssertionError(failed.message());
            case ContextResult.Needs needs -> throw new AssertionError("a summary was given: " + needs);
        }
    }

    private static ContextResult compileWithSummaries(Sketch sketch) {
        for (int i = 0; i < 20; i++) {
            ContextResult result = sketch.compile();
            if (!(result instanceof ContextResult.Needs needs)) {
                return result;
            }
            sketch.summaries.add(
                    new ContextRequest.Summary(needs.item(), needs.covers(), needs.upTo(), "so far so good " + i));
        }
        throw new AssertionError("summaries without end");
    }

    private static void withinBudget(ContextResult.Ready ready) {
        Manifest manifest = ready.manifest();
        int written = ready.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(part -> !part.item().isEmpty())
                .mapToInt(part -> part.media() == null ? COUNTER.count(part.text()) : COUNTER.count(part.media()))
                .sum();
        assertEquals(written, manifest.used(), "used is what is written");
        assertTrue(manifest.used() <= manifest.budget(), manifest.used() + " of " + manifest.budget());
        int entries =
                manifest.items().stream().mapToInt(Manifest.Entry::tokensAfter).sum();
        assertEquals(manifest.used(), entries, "the entries account for every token");
        assertEquals(manifest.used() + (long) manifest.envelope(), ready.predictedInputTokens());
    }

    private static void requiredIsThere(Sketch sketch, ContextResult.Ready ready) {
        for (ContextItem item : sketch.items) {
            if (item.required() && item.when() == null) {
                boolean written = ready.messages().stream()
                        .flatMap(message -> message.parts().stream())
                        .anyMatch(part -> part.item().equals(item.name()));
                boolean emptied = item.source() instanceof ContextItem.Source.Events;
                assertTrue(written || emptied, "required " + item.name() + " is written");
            }
        }
    }

    private static void lowerNeverBeatsHigher(Sketch sketch, Manifest manifest) {
        int lowestDropped = Integer.MAX_VALUE;
        for (ContextItem item : sketch.items) {
            boolean dropped = entries(manifest, item).stream()
                    .anyMatch(entry -> entry.verdict() == Verdict.DROPPED && entry.reason() == Reason.OVER_BUDGET);
            if (dropped) {
                lowestDropped = Math.min(lowestDropped, item.priority());
            }
        }
        for (ContextItem item : sketch.items) {
            if (!item.required() && item.priority() > lowestDropped) {
                entries(manifest, item)
                        .forEach(entry -> assertEquals(
                                Verdict.DROPPED, entry.verdict(), item.name() + " may not outlive a higher priority"));
            }
        }
    }

    private static List<Manifest.Entry> entries(Manifest manifest, ContextItem item) {
        return manifest.items().stream()
                .filter(entry -> entry.item().equals(item.name()))
                .toList();
    }

    private static void nothingRedacted(ContextResult.Ready ready) {
        assertFalse(Sketch.said(ready).contains(SECRET), "redacted data never enters");
    }

    /** Each picture is there or dropped, and exactly the bytes of those that came from values are given along. */
    private static void picturesAreWhole(Sketch sketch, ContextResult.Ready ready) {
        Set<String> shown = new TreeSet<>();
        for (Message message : ready.messages()) {
            message.media().forEach(media -> shown.add(media.sha256()));
            assertTrue(message.role() == Message.Role.USER || message.media().isEmpty(), "system is text alone");
        }
        Set<String> pinned = new TreeSet<>();
        for (ContextItem item : sketch.items) {
            if (item.as() != null) {
                entries(ready.manifest(), item)
                        .forEach(entry -> assertTrue(
                                entry.verdict() == Verdict.KEPT || entry.verdict() == Verdict.DROPPED,
                                item.name() + " is " + entry.verdict()));
            }
            if (item.source() instanceof ContextItem.Source.MediaFile file) {
                pinned.add(file.media().sha256());
            }
        }
        shown.removeAll(pinned);
        assertEquals(shown, ready.media().keySet());
        assertFalse(ready.media().containsValue(SECRET_PICTURE), "redacted data never enters");
    }

    private static void stablePrefix(ContextResult.Ready ready) {
        boolean over = false;
        for (Message message : ready.messages()) {
            for (Message.Part part : message.parts()) {
                assertFalse(over && part.stable(), "nothing stable after something volatile");
                over |= !part.stable();
            }
        }
    }

    private static Sketch random(Random random) {
        Sketch sketch = new Sketch();
        sketch.flow.redacts("secret", "fetch_secret");
        sketch.flow.redacts("passport", "fetch_passport");
        sketch.with("secret", SECRET);
        sketch.with("passport", SECRET_PICTURE);
        sketch.budget = 5 + random.nextInt(300);
        sketch.window = random.nextInt(4) == 0 ? 200 + random.nextInt(600) : 100_000;
        sketch.system = random.nextBoolean() ? "You are a clerk." : null;
        int events = random.nextInt(15);
        for (int i = 0; i < events; i++) {
            Recorded.Kind kind = any(random, Recorded.Kind.values());
            Object call =
                    kind == Recorded.Kind.RESULT ? Map.of("action", "act", "args", Map.of("s", text(random, 4))) : null;
            sketch.record("s" + random.nextInt(3), kind, call, text(random, 1 + random.nextInt(30)));
        }
        StringBuilder prompt = new StringBuilder("Answer this. ");
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            String name = "i" + i;
            if (random.nextInt(4) == 0) {
                picture(random, sketch, name, prompt);
                continue;
            }
            sketch.with("d" + i, text(random, 1 + random.nextInt(80)));
            sketch.load(item(random, name, "d" + i));
            IntStream.range(0, random.nextInt(3))
                    .forEach(n -> prompt.append(" ${").append(name).append("}"));
        }
        sketch.prompt = prompt.toString();
        return sketch;
    }

    private static void picture(Random random, Sketch sketch, String name, StringBuilder prompt) {
        byte[] png = Pictures.png(1 + random.nextInt(12), 1 + random.nextInt(12), random.nextInt(3));
        String base64 = random.nextInt(4) == 0 ? SECRET_PICTURE : Pictures.base64(png);
        sketch.with("d" + name, random.nextBoolean() ? base64 : "data:image/png;base64," + base64);
        Sketch.Item item = random.nextInt(3) == 0
                ? Sketch.picture(name, png)
                : Sketch.from(name, "d" + name).as(MediaKind.IMAGE);
        item.priority(1 + random.nextInt(9));
        if (random.nextInt(6) == 0 && !base64.equals(SECRET_PICTURE)) {
            item.required();
        }
        sketch.load(random.nextInt(3) == 0 ? item.stable() : item);
        IntStream.range(0, random.nextInt(3))
                .forEach(n -> prompt.append(" ${").append(name).append("}"));
    }

    private static Sketch.Item item(Random random, String name, String root) {
        Sketch.Item item = switch (random.nextInt(5)) {
            case 0 -> Sketch.file(name, text(random, 20).replace(SECRET, "policy"));
            case 1, 2 ->
                Sketch.events(
                        name,
                        random.nextBoolean() ? 1 + random.nextInt(10) : null,
                        random.nextInt(3),
                        random.nextInt(3),
                        ladder(random));
            default -> Sketch.from(name, root);
        };
        item.format(any(random, Format.values())).cut(any(random, Cut.values())).priority(1 + random.nextInt(9));
        if (random.nextInt(3) == 0) {
            item.max(5 + random.nextInt(80));
        }
        if (random.nextInt(6) == 0) {
            item.required();
        }
        return random.nextInt(3) == 0 ? item.stable() : item;
    }

    private static <T> T any(Random random, T[] of) {
        return List.of(of).get(random.nextInt(of.length));
    }

    private static Rung[] ladder(Random random) {
        List<Rung> ladder = new ArrayList<>();
        if (random.nextBoolean()) {
            ladder.add(Sketch.clear());
        }
        if (random.nextBoolean()) {
            ladder.add(Sketch.clamp(4 + random.nextInt(10)));
        }
        if (random.nextInt(3) == 0) {
            ladder.add(Sketch.summarise(10));
        }
        if (random.nextBoolean()) {
            ladder.add(Sketch.dropOldest());
        }
        return ladder.toArray(Rung[]::new);
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(random.nextInt(12) == 0 ? SECRET : "word" + random.nextInt(1000));
            text.append(random.nextInt(9) == 0 ? "\n" : " ");
        }
        return text.toString();
    }
}
