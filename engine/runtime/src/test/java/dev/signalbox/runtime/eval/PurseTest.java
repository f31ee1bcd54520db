package dev.signalbox.runtime.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an evaluation may spend. */
class PurseTest {
    @Test
    void a_worst_case_is_held_back_until_the_call_has_cost_less() {
        Purse purse = new Purse(1.0);

        assertTrue(purse.reserve(0.6));
        assertFalse(purse.reserve(0.6));
        purse.settle(0.6, 0.1);
        assertTrue(purse.reserve(0.6));
        assertEquals(0.1, purse.spent());
    }

    @Test
    void calls_side_by_side_never_spend_more_than_there_is() throws Exception {
        Purse purse = new Purse(1.0);
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                all.submit(() -> {
                    if (purse.reserve(0.25)) {
                        made.incrementAndGet();
                        purse.settle(0.25, 0.25);
                    }
                });
            }
        }
        assertEquals(4, made.get());
        assertEquals(1.0, purse.spent());
    }

    @Test
    void one_without_a_bound_holds_everything() {
        assertTrue(new Purse(null).reserve(1e9));
    }
}
