package dev.signalbox.core.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Desk;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidersTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final RunId ID = new RunId("r1");

    private static Run startedByAnn() {
        Origin origin = new Origin(
                ID, new BundleHash("b"), new FlowName("f"), "1", null, Map.of(), "ann", START, null, Limits.NONE, null);
        return new Run(origin, 1, START, new Ending.Open(), null, Memory.EMPTY, Counters.NONE, Desk.EMPTY);
    }

    private static Hold hold(List<String> by, boolean notRequester, String voted) {
        List<Hold.Vote> votes = voted == null ? List.of() : List.of(new Hold.Vote(voted, null, START));
        return new Hold(
                new HoldId("h"),
                new StepId(ID, new StateName("pay"), 1, ""),
                Hold.Purpose.APPROVE,
                "Pay?",
                null,
                Map.of(),
                null,
                "hash",
                List.of(),
                List.of(),
                null,
                List.of(),
                by,
                2,
                notRequester,
                false,
                Urgency.LOW,
                START,
                null,
                null,
                null,
                List.of(),
                votes,
                null);
    }

    /** Who, of which group, whether an operator; for whom the hold is, whether its requester is barred, who voted; why not. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "sam, lead, false, lead, false, , ",
        "sam, lead, false, sam, false, , ",
        "sam, lead, false, '', false, , ",
        "sam, lead, false, 'boss kim', false, , 'this hold is for boss, kim, not for sam'",
        "sam, lead, true, boss, false, , ",
        "ann, lead, false, lead, false, , ",
        "ann, lead, false, lead, true, , ann started the run and may not decide this hold",
        "ann, lead, true, lead, true, , ann started the run and may not decide this hold",
        "sam, lead, false, lead, true, kim, ",
        "sam, lead, false, lead, false, sam, sam has approved already; somebody else has to",
        "sam, lead, true, '', false, sam, sam has approved already; somebody else has to"
    })
    void may_or_may_not_decide(
            String who, String group, boolean operator, String by, boolean notRequester, String voted, String why) {
        List<String> people =
                Arrays.stream(by.split(" ")).filter(part -> !part.isEmpty()).toList();
        Actor actor = new Actor(who, Set.of(group), "console", true, operator);
        String refusal = Deciders.refusal(startedByAnn(), hold(people, notRequester, voted), actor);
        if (why == null) {
            assertNull(refusal);
        } else {
            assertEquals(why, refusal);
        }
    }
}
