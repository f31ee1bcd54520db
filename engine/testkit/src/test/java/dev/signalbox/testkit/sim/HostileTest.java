package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.testkit.hostile.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A model that wants more than to answer, asked by every sample flow and by some made for it: it can only choose among what
 * the file declares. {@code -Dhostile.replies=N} says how many replies, {@code -Dhostile.from=S} where the sittings begin;
 * {@code -Dhostile.seed=S} tells one of them event by event.
 */
class HostileTest {
    private static final long SHORT = 1500;

    @Test
    void whateverAModelSaysTheFileSaysWhatHappens() {
        Long one = Long.getLong("hostile.seed");
        Sittings.Report report = one != null
                ? Sittings.one(one)
                : Sittings.run(
                        Long.getLong("hostile.from", 0), Long.getLong("hostile.replies", SHORT), EngineParts.SOUND);
        System.out.println(report.summary());
        assertEquals(List.of(), report.failures());
        if (one == null) {
            everythingWasThere(report.tally());
        }
    }

    @Test
    void theSameSeedIsTheSameSitting() {
        for (long seed = 0; seed < 4; seed++) {
            assertEquals(
                    HostileWorld.run(seed, EngineParts.SOUND).digest(),
                    HostileWorld.run(seed, EngineParts.SOUND).digest(),
                    "seed " + seed);
        }
    }

    /** Replies that nobody gave prove nothing. */
    private static void everythingWasThere(Tally tally) {
        List<String> wanted = new ArrayList<>(List.of(
                "lies about usage",
                "holds to approve",
                "holds to ask",
                "holds to model",
                "holds to unknown",
                "holds nobody decides",
                "refused as forbidden",
                "refused as stale",
                "refused as invalid",
                "event ReplyAccepted",
                "event ReplyRefused",
                "event ModelFailed",
                "event HoldApproved",
                "event HoldEdited",
                "event HoldVoted",
                "event HoldRejected",
                "event HoldExpired",
                "event LimitReached",
                "event SummaryMade",
                "event EachStarted",
                "event ChildEnded",
                "event CallSent",
                "event RouteTaken",
                "ended as succeeded",
                "ended as failed",
                "ended as stuck"));
        for (Manner manner : Manner.values()) {
            wanted.add("reply " + manner.name().toLowerCase(Locale.ROOT));
        }
        for (FlowPool pool : HostileFlows.ALL) {
            for (CheckedFlow flow : HostileFlows.in(pool)) {
                wanted.add("started " + flow.flow().name());
                for (State state : flow.flow().states().values()) {
                    if (state.verb() instanceof LlmVerb) {
                        wanted.add("asked in " + flow.flow().name() + "/" + state.name());
                    }
                }
            }
        }
        assertEquals(
                List.of(), wanted.stream().filter(what -> tally.of(what) == 0).toList(), "never happened");
    }
}
