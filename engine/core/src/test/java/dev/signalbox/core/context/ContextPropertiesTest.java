package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.context.Manifest.Reason;
import dev.signalbox.core.context.Manifest.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What holds for every context, over thousands of made-up questions. {@code -Dcontext.cases=N} says how many,
 * {@code -Dcontext.from=S} where the seeds begin; {@code -Dcontext.seed=S} asks one of them again.
 */
class ContextPropertiesTest {
    private static final long SHORT = 3_000;
    private static final int MOST_SHOWN = 10;

    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);

    private void seen(Manifest.Entry entry) {
        reasons.merge(entry.reason(), 1L, Long::sum);
        verdicts.merge(entry.verdict(), 1L, Long::sum);
    }

    static List<String> broken(long seed, ContextProperties.Compiler compiler, Consumer<Manifest.Entry> seen) {
        return new ContextProperties(compiler, RandomSketch.of(seed), seen).check(seed);
    }

    @Test
    void invariants_hold() {
        Long one = Long.getLong("context.seed");
        long from = one != null ? one : Long.getLong("context.from", 0);
        long cases = one != null ? 1 : Long.getLong("context.cases", SHORT);
        long began = System.nanoTime();
        List<String> failures = new ArrayList<>();
        for (long seed = from; seed < from + cases; seed++) {
            for (String what : broken(seed, ContextCompiler::compile, this::seen)) {
                if (failures.size() < MOST_SHOWN) {
                    failures.add("-Dcontext.seed=" + seed + "  " + what);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d contexts from seed %d, each twice, %.1f s, %d failed%n  %s%n  %s%n",
                cases,
                from,
                (System.nanoTime() - began) / 1e9,
                failures.size(),
                verdicts,
                reasons);
        assertEquals(List.of(), failures);
        if (one == null) {
            assertEquals(EnumSet.allOf(Reason.class), reasons.keySet(), "every reason is reached");
            assertEquals(EnumSet.allOf(Verdict.class), verdicts.keySet(), "every verdict is reached");
        }
    }
}
