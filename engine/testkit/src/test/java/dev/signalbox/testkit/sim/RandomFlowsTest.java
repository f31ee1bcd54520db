package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

/** What the generator writes is what a person might: files without an error. */
class RandomFlowsTest {
    @Test
    void everyFlowThatIsMadeUpPassesTheChecker() {
        for (long seed = 0; seed < 300; seed++) {
            long its = seed;
            assertDoesNotThrow(() -> FlowPool.random(its), () -> "flows of seed " + its);
        }
    }
}
