package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.context.Calibration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises of what was learned of models: one figure a version, whoever makes it first. */
interface CalibrationContract extends OpenedStore {
    @Test
    default void aModelsLatestCalibrationIsKept() {
        assertEquals(Map.of(), store().calibrations());
        assertTrue(store().calibrate("openai:gpt", new Calibration(1, 108)));
        assertTrue(store().calibrate("anthropic:claude", new Calibration(1, 96)));
        assertTrue(store().calibrate("openai:gpt", new Calibration(2, 113)));
        reopen();
        assertEquals(
                Map.of("openai:gpt", new Calibration(2, 113), "anthropic:claude", new Calibration(1, 96)),
                store().calibrations());
    }

    @Test
    default void aVersionThatIsThereStaysAsItIs() {
        assertTrue(store().calibrate("openai:gpt", new Calibration(1, 108)));
        assertFalse(store().calibrate("openai:gpt", new Calibration(1, 120)));
        assertFalse(store().calibrate("openai:gpt", new Calibration(3, 120)), "one was left out");
        assertEquals(Map.of("openai:gpt", new Calibration(1, 108)), store().calibrations());
    }
}
