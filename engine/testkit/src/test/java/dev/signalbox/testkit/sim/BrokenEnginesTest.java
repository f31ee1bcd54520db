package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The simulation sees what is broken: each defect is found within some seeds, as a breach of the promise that it breaks. */
class BrokenEnginesTest {
    private static final long MOST_SEEDS = 300;

    private static void isCaught(String name, EngineParts engine, int guarantee) {
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            Optional<Violation> found = Seeds.one(seed, Simulation.Plan.ROUGH, engine).violations().stream()
                    .filter(violation -> violation.guarantee() == guarantee)
                    .findFirst();
            if (found.isPresent()) {
                String what = found.get().what();
                System.out.println(name + " is caught by seed " + seed + ", guarantee " + guarantee + ": "
                        + (what.length() > 200 ? what.substring(0, 200) + "…" : what));
                return;
            }
        }
        fail(name + " breaks guarantee " + guarantee + ", and " + MOST_SEEDS + " seeds do not show it");
    }

    @Test
    void acknowledgingBeforeTheCommitIsCaught() {
        isCaught("acknowledging before the commit", BrokenEngines.ACKNOWLEDGES_BEFORE_COMMIT, 1);
    }

    @Test
    void countingAnOutsideEventTwiceIsCaught() {
        isCaught("no dedupe", BrokenEngines.NO_DEDUPE, 4);
    }

    @Test
    void aResultWithoutAClaimNumberIsCaught() {
        isCaught("no claim number", BrokenEngines.NO_CLAIM_NUMBER, 4);
    }

    @Test
    void anApprovalWhoseHashIsNotCheckedIsCaught() {
        isCaught("no hash check", BrokenEngines.NO_HASH_CHECK, 3);
    }

    @Test
    void aMoveThatKeepsTheOldHoldIsCaught() {
        isCaught("a move that keeps the old hold", BrokenEngines.MOVES_KEEP_HOLDS, 3);
    }

    @Test
    void aTimerThatGoesOffTwiceIsCaught() {
        isCaught("double timer", BrokenEngines.DOUBLE_TIMER, 4);
    }

    @Test
    void aLostOutboxRowIsCaught() {
        isCaught("lost outbox row", BrokenEngines.LOST_OUTBOX_ROW, 2);
    }

    @Test
    void decidingOnAStaleStateIsCaught() {
        isCaught("stale state", BrokenEngines.STALE_STATE, 4);
    }

    @Test
    void anEvolveThatReadsTheClockIsCaught() {
        isCaught("evolve that reads the clock", BrokenEngines.EVOLVE_READS_THE_CLOCK, 6);
    }

    @Test
    void aDayThatNobodyCountsIsCaught() {
        isCaught("no days", BrokenEngines.NO_DAYS, 7);
    }

    @Test
    void repliesThatADayDoesNotCountAreCaught() {
        isCaught("free replies", BrokenEngines.FREE_REPLIES, 7);
    }
}
