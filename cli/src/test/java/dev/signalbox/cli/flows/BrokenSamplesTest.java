package dev.signalbox.cli.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever breaks a sample flow is told so, by {@code validate} or by its tests. {@code -Dbreaks.every=1} tries all of the
 * breaks that are made by rule; a build tries one of {@value #FEW}.
 */
class BrokenSamplesTest {
    private static final int FEW = 8;

    @TempDir
    Path folder;

    @Test
    void aFlowThatNobodyBrokeIsFine() {
        Bench bench = new Bench(folder);
        for (String flow : Bench.FLOWS) {
            Bench.Verdict verdict = bench.with(flow, Bench.text(flow));
            assertEquals(Bench.Noticed.NOBODY, verdict.by(), verdict.said());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund-desk", "calculator", "deploy-bot", "rollback"})
    void whoeverBreaksItIsToldSo(String flow) {
        isNoticed(new Bench(folder), flow);
    }

    /** Each in a workspace of its own: none of them calls another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "one-question",
                "support-triage",
                "issue-assistant",
                "invoice-extraction",
                "research-digest",
                "incident-helper",
                "content-review",
                "payment-reminder"
            })
    void whoeverBreaksOneOfTheLibraryIsToldSo(String flow) {
        Bench bench = new Bench(folder, List.of(flow));
        Bench.Verdict whole = bench.with(flow, Bench.text(flow));
        assertEquals(Bench.Noticed.NOBODY, whole.by(), whole.said());
        isNoticed(bench, flow);
    }

    private static void isNoticed(Bench bench, String flow) {
        List<Break> breaks = Break.of(flow);
        assertTrue(breaks.size() >= 10, () -> "only " + breaks.size() + " ways of breaking " + flow);
        Map<Bench.Noticed, List<String>> noticed = tried(bench, breaks);
        assertEquals(List.of(), noticed.getOrDefault(Bench.Noticed.NOBODY, List.of()));
    }

    /** What no test notices here is no fault of the program: it is told, so that a test can be written for it. */
    @Test
    void mostOfWhatIsBrokenByRuleIsNoticedToo() {
        Bench bench = new Bench(folder);
        int every = Integer.getInteger("breaks.every", FEW);
        List<Break> all = Bench.FLOWS.stream()
                .flatMap(flow -> GeneratedBreaks.of(flow).stream())
                .toList();
        List<Break> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            some.add(all.get(i));
        }
        Map<Bench.Noticed, List<String>> noticed = tried(bench, some);
        List<String> missed = noticed.getOrDefault(Bench.Noticed.NOBODY, List.of());
        System.out.println(some.size() + " of " + all.size() + " breaks made by rule, " + missed.size()
                + " noticed by nobody: " + String.join("; ", missed));
        assertTrue(missed.size() * 2 < some.size(), missed::toString);
    }

    private static Map<Bench.Noticed, List<String>> tried(Bench bench, List<Break> breaks) {
        Map<Bench.Noticed, List<String>> noticed = new EnumMap<>(Bench.Noticed.class);
        for (Break one : breaks) {
            noticed.computeIfAbsent(bench.with(one.flow(), one.text()).by(), by -> new ArrayList<>())
                    .add(one.toString());
        }
        noticed.forEach((by, which) -> System.out.println(by + " " + which.size()));
        return noticed;
    }
}
