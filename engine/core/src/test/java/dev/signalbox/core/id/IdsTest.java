package dev.signalbox.core.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.StateName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void an_empty_id_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new RunId(""));
        assertThrows(IllegalArgumentException.class, () -> new HoldId(""));
        assertThrows(IllegalArgumentException.class, () -> new BundleHash(""));
    }

    @Test
    void ids_are_ordered_by_their_text_and_written_as_it() {
        assertTrue(new RunId("a").compareTo(new RunId("b")) < 0);
        assertTrue(new HoldId("a").compareTo(new HoldId("b")) < 0);
        assertTrue(new BundleHash("a").compareTo(new BundleHash("b")) < 0);
        assertEquals("a", new RunId("a").toString());
        assertEquals("a", new HoldId("a").toString());
        assertEquals("a", new BundleHash("a").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r1/pay/2/", "r1/pay/2/left", "r1/pay/2/a/b"})
    void a_step_is_read_back_from_its_text(String text) {
        assertEquals(text, StepId.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r1", "r1/pay/2", "r1/pay/two/", "/pay/2/"})
    void a_text_that_names_no_step_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> StepId.parse(text));
    }

    @Test
    void another_slot_is_of_the_same_visit() {
        StepId step = new StepId(new RunId("r1"), new StateName("pay"), 2, "left");
        assertEquals(StepId.parse("r1/pay/2/right"), step.withSlot("right"));
    }
}
