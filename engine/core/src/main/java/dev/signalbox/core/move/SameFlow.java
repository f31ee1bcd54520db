package dev.signalbox.core.move;

import dev.signalbox.core.decide.Values;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.expr.Assignable;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.Map;
import java.util.Objects;

/** P908: it is another flow, a run's input does not fit it, or a parent waits for another output. */
final class SameFlow {
    private SameFlow() {}

    /** The run's input as the new file has it. */
    static Map<String, Object> check(Comparison comparison, Run run) {
        name(comparison);
        if (run.parent() != null
                && !Objects.equals(comparison.old().output(), comparison.now().output())) {
            comparison.add(
                    Code.P908,
                    comparison.now().place(),
                    "The run is another's child, and the new file gives another output than that one waits for.");
        }
        return switch (comparison.now().input().fit(run.input())) {
            case Schema.Fit.Fits fits -> Json.object(fits.value());
            case Schema.Fit.Misfit misfit -> {
                comparison.add(
                        Code.P908,
                        comparison.now().input().place(),
                        "The run's input does not fit the new file: " + Values.words(misfit.problems()));
                yield run.input();
            }
        };
    }

    /** What holds of every run. */
    static void check(Comparison comparison) {
        name(comparison);
        Schema was = comparison.old().input();
        Schema is = comparison.now().input();
        if (was.equals(is)) {
            return;
        }
        String why = Assignable.whyNot(was.type(), is.type());
        if (why != null) {
            comparison.add(Code.P908, is.place(), "The old file's input " + why + ".");
        } else {
            comparison.perhaps(
                    Code.P908, is.place(), "The input's schema is another; whether a run's own fits, the run tells.");
        }
    }

    private static void name(Comparison comparison) {
        if (!comparison.old().name().equals(comparison.now().name())) {
            comparison.add(
                    Code.P908,
                    comparison.now().place(),
                    "This is the flow " + comparison.now().name() + ", and the run is one of "
                            + comparison.old().name() + ".");
        }
    }
}
