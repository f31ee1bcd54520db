package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.test.Expect;
import dev.signalbox.dsl.model.test.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code held}: what people were shown, as each hold opened. */
final class ExpectedHolds {
    private ExpectedHolds() {}

    static List<Failure> unmet(Map<String, Script<Expect.HeldExpect>> expected, List<PlayedRun> runs) {
        List<Failure> failures = new ArrayList<>();
        expected.forEach((state, script) -> Visits.unmet(
                Failure.Kind.HELD,
                state,
                "held",
                script,
                opened(state, runs),
                failures,
                (wanted, hold, which) -> compare(wanted, hold, state + which)));
        return failures;
    }

    private static List<Hold> opened(String state, List<PlayedRun> runs) {
        List<Hold> opened = new ArrayList<>();
        for (PlayedRun run : runs) {
            for (Event event : run.events()) {
                if (event instanceof Event.HoldOpened hold
                        && hold.hold().step().state().value().equals(state)) {
                    opened.add(hold.hold());
                }
            }
        }
        return opened;
    }

    private static List<Failure> compare(Expect.HeldExpect wanted, Hold hold, String where) {
        List<Failure> failures = new ArrayList<>();
        if (wanted.args() != null) {
            List<Differences.Spot> spots = Differences.between(wanted.args(), hold.args(), false);
            if (!spots.isEmpty()) {
                failures.add(new Failure(
                        Failure.Kind.HELD,
                        "What was held at " + where + " has other arguments.",
                        wanted.place(),
                        spots.stream().map(Differences.Spot::line).toList(),
                        wanted.args(),
                        hold.args()));
            }
        }
        if (wanted.title() != null && !wanted.title().equals(hold.title())) {
            failures.add(new Failure(
                    Failure.Kind.HELD,
                    "What was held at " + where + " has the title \"" + hold.title() + "\", not \"" + wanted.title()
                            + "\".",
                    wanted.place(),
                    List.of(),
                    wanted.title(),
                    hold.title()));
        }
        return failures;
    }
}
