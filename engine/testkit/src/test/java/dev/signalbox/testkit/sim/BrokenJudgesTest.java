package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine that takes a hostile model at its word is found out within some sittings, by the rule that it breaks. */
class BrokenJudgesTest {
    private static final long MOST_SITTINGS = 120;

    private static void isCaught(String name, EngineParts engine, String rule) {
        for (long seed = 0; seed < MOST_SITTINGS; seed++) {
            Optional<Violation> found = HostileWorld.run(seed, engine).violations().stream()
                    .filter(violation -> violation.what().contains(rule))
                    .findFirst();
            if (found.isPresent()) {
                System.out.println(name + " is caught by seed " + seed + ", guarantee "
                        + found.get().guarantee() + ": "
                        + HostileWorld.shortened(found.get().what()));
                return;
            }
        }
        fail(name + ", and " + MOST_SITTINGS + " sittings do not show it");
    }

    @Test
    void callingWhatAReplyNamesIsCaught() {
        isCaught("calling what a reply names", BrokenJudges.CALLS_WHAT_A_REPLY_NAMES, "an action outside of the file");
    }

    @Test
    void goingWhereAReplySaysIsCaught() {
        isCaught("going where a reply says", BrokenJudges.GOES_WHERE_A_REPLY_SAYS, "undeclared transition");
    }

    @Test
    void takingAReplyForAnApprovalIsCaught() {
        isCaught(
                "taking a reply for an approval",
                BrokenJudges.APPROVES_WHAT_A_REPLY_APPROVES,
                "a decision that no person made");
    }

    @Test
    void skippingTheRiskCheckIsCaught() {
        isCaught("skipping the risk check", BrokenJudges.SKIPS_THE_RISK_CHECK, "a risky call that nobody had approved");
    }

    @Test
    void believingEveryFigureIsCaught() {
        isCaught("believing every figure", BrokenJudges.BELIEVES_EVERY_FIGURE, "the usage became");
    }

    @Test
    void takingWhatDoesNotFitIsCaught() {
        isCaught(
                "taking what does not fit",
                BrokenJudges.TAKES_WHAT_DOES_NOT_FIT,
                "a reply was accepted that does not fit");
    }

    @Test
    void fillingInTemplatesIsCaught() {
        isCaught("filling in templates", BrokenJudges.FILLS_IN_TEMPLATES, "a template of a model was evaluated");
    }

    @Test
    void countingNothingIsCaught() {
        isCaught("counting nothing", BrokenJudges.COUNTS_NOTHING, "over a limit: ");
    }
}
