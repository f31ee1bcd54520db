package dev.signalbox.runtime.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an evaluation's figures say, and what they leave out. */
class ReportTest {
    private static final Object KINDS = JsonText.parse("{\"enum\":[\"a\",\"b\",\"c\"]}");
    private static final Object ANY = Map.of();

    private static Answer fits(Object value) {
        return Answer.fits(value, "m", 0, used(1));
    }

    private static Used used(int millis) {
        return new Used(1, 100, 10, 0, 110, 0.001, false, Duration.ofMillis(millis));
    }

    private static Compared compared(Object schema, Answer before, @Nullable Answer after) {
        return new Compared(
                "r1", new StepId(new RunId("r1"), new StateName("sort"), 1, ""), schema, before, after, false);
    }

    private static Report report(Compared... all) {
        return Report.of("recorded", Map.of("small", List.of(all)), Likeness.EXACT);
    }

    private static Report.Cell small(Report report) {
        return report.variants().getFirst().total();
    }

    private static Agreement.Share agreement(Report report) {
        return Objects.requireNonNull(small(report).agreement()).whole();
    }

    @Test
    void an_invalid_and_a_failed_answer_do_not_agree() {
        Report report = report(
                compared(KINDS, fits("a"), fits("a")),
                compared(KINDS, fits("a"), Answer.invalid("x", "m", 1, used(1))),
                compared(KINDS, fits("a"), Answer.failed("timeout", "x", 0, Used.NOTHING)));

        assertEquals(new Agreement.Share(1, 3), agreement(report));
        assertEquals(1 / 3.0, small(report).measures().validShare());
        assertEquals(Map.of("timeout", 1), small(report).measures().failures());
    }

    @Test
    void what_was_not_asked_counts_neither_way() {
        Report report = report(
                compared(KINDS, fits("a"), fits("a")),
                compared(KINDS, fits("a"), null),
                compared(KINDS, fits("a"), Answer.noReply("nobody recorded it", Used.NOTHING)),
                compared(KINDS, fits("a"), Answer.noQuestion("no such state")));

        assertEquals(new Agreement.Share(1, 1), agreement(report));
        assertEquals(1, small(report).measures().asked());
        assertEquals(1, small(report).measures().notAsked());
        assertEquals(List.of(), report.variants().getFirst().changes());
    }

    @Test
    void a_question_that_had_no_answer_then_agrees_with_nothing_and_is_a_change_when_it_has_one_now() {
        Report report = report(compared(KINDS, Answer.invalid("x", "m", 1, used(1)), fits("a")));

        assertEquals(new Agreement.Share(0, 0), agreement(report));
        assertEquals(1, report.variants().getFirst().changes().size());
    }

    @Test
    void the_fields_of_an_object_are_counted_each_by_itself() {
        Report report = report(
                compared(ANY, fits(Map.of("amount", 1L, "why", "x")), fits(Map.of("amount", 1.0, "why", "y"))),
                compared(ANY, fits(Map.of("amount", 1L, "why", "x")), fits(Map.of("amount", 2L, "why", "x"))));

        Agreement agreement = Objects.requireNonNull(small(report).agreement());
        assertEquals(new Agreement.Share(0, 2), agreement.whole());
        assertEquals(Map.of("amount", new Agreement.Share(1, 2), "why", new Agreement.Share(1, 2)), agreement.fields());
    }

    @Test
    void what_was_picked_stands_against_what_was_picked_before() {
        Confusion confusion = Objects.requireNonNull(Confusion.of(List.of(
                compared(KINDS, fits("a"), fits("a")),
                compared(KINDS, fits("a"), fits("b")),
                compared(KINDS, fits("b"), Answer.invalid("x", "m", 1, used(1))))));

        assertEquals(List.of("a", "b", "c"), confusion.labels());
        assertEquals(List.of("a", "b", "c", Confusion.INVALID), confusion.columns());
        assertEquals(1, confusion.count("a", "b"));
        assertEquals(1, confusion.count("b", Confusion.INVALID));
        assertEquals(0, confusion.count("c", "a"));
    }

    @Test
    void a_choice_is_picked_by_its_name_and_a_text_is_no_pick() {
        Confusion choices = Confusion.of(
                List.of(compared(ANY, fits(Map.of("choice", "add", "a", 1L)), fits(Map.of("choice", "done")))));

        assertEquals(1, Objects.requireNonNull(choices).count("add", "done"));
        assertNull(Confusion.of(List.of(compared(ANY, fits("some text"), fits("other text")))));
    }

    @Test
    void half_and_nineteen_of_twenty_of_the_answers_came_within_so_long() {
        List<Compared> all = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            all.add(compared(KINDS, fits("a"), Answer.fits("a", "m", 0, used(i * 10))));
        }
        Measures measures = small(report(all.toArray(Compared[]::new))).measures();

        assertEquals(Duration.ofMillis(100), measures.latency(0.5));
        assertEquals(Duration.ofMillis(190), measures.latency(0.95));
    }

    @Test
    void a_bound_is_kept_by_what_is_measured_and_by_nothing_else() {
        Threshold.Bounds bounds = new Threshold.Bounds(0.5, 1.0, 0.0015);
        Report half = report(compared(KINDS, fits("a"), fits("a")), compared(KINDS, fits("a"), fits("b")));

        assertEquals(
                List.of(true, true, false),
                Threshold.of(half, bounds).stream().map(Threshold::kept).toList());

        Report nothing = report(compared(KINDS, fits("a"), null));
        List<Threshold> unmeasured = Threshold.of(nothing, bounds);
        assertFalse(unmeasured.get(0).kept(), "no agreement was measured");
        assertFalse(unmeasured.get(1).kept(), "no validity was measured");
        assertTrue(unmeasured.get(2).kept(), "nothing costs nothing");
    }
}
