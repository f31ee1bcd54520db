package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model reports for its questions corrects what is predicted for the next, and stays over a restart. */
@SuppressWarnings("NullAway.Init")
class CalibrationsTest {
    private static final String KEY = "openai:gpt-5-mini";

    @TempDir
    Path folder;

    private World world;
    private long reports = 30;
    private int runs;

    @BeforeEach
    void aProvidersModelThatReportsMoreThanIsPredicted() throws IOException {
        world = new World(folder, Flows.ASK_MODEL);
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models:
                  fast: { provider: openai, model: gpt-5-mini, window: 8000 }
                groups: [lead]
                """);
        world.models = (call, of) -> new ModelOutcome.Replied("\"yes\"", "fast", reports, 2, 0, 0.001);
    }

    private Map<String, Object> asked(Engine engine) {
        Views.RunView run = World.rests(engine, engine.start("ask-model", Map.of("id", "T" + ++runs), null, World.SAM));
        World.assertStatus("succeeded", run);
        return engine.events(run.id(), 0).stream()
                .filter(event -> "ModelRequested".equals(event.get("type")))
                .findFirst()
                .orElseThrow();
    }

    private static long predicted(Map<String, Object> event) {
        Map<String, Object> manifest = Json.object(event.get("manifest"));
        return (Long) manifest.get("used") + (Long) manifest.get("envelope");
    }

    @Test
    void eightRepliesMakeTheFirstVersionAndTheNextQuestionIsCountedWithIt() {
        try (Engine engine = world.open()) {
            Map<String, Object> first = asked(engine);
            assertNull(first.get("calibration"));
            long before = predicted(first);
            assertTrue(before < 50, before + " predicted");
            for (int i = 2; i <= 8; i++) {
                assertNull(asked(engine).get("calibration"));
            }
            Map<String, Object> ninth = asked(engine);
            Map<String, Object> calibration = Json.object(ninth.get("calibration"));
            assertEquals(1L, calibration.get("version"));
            assertEquals((long) Math.ceil(3000.0 / before), calibration.get("percent"));
            assertTrue(predicted(ninth) > before * 1.2, predicted(ninth) + " after " + before);
        }
        try (Engine again = world.open()) {
            assertEquals(1L, Json.object(asked(again).get("calibration")).get("version"), "it is kept");
        }
        assertEquals(1, stored().version());
    }

    /** The frame around messages is not scaled, so a short question takes some versions to settle. */
    @Test
    void theFigureSettlesAndMovesAgainOnlyWhenTheReportsDo() {
        try (Engine engine = world.open()) {
            for (int i = 0; i < 120; i++) {
                asked(engine);
            }
            int settled = stored().version();
            for (int i = 0; i < 40; i++) {
                assertTrue(Math.abs(predicted(asked(engine)) - reports) <= 1, "what is predicted is what is reported");
            }
            assertEquals(settled, stored().version());
            reports = 45;
            for (int i = 0; i < 40; i++) {
                asked(engine);
            }
            assertTrue(stored().version() > settled, stored().toString());
        }
    }

    @Test
    void aServerThatReportsNothingTeachesNothing() {
        reports = 0;
        try (Engine engine = world.open()) {
            for (int i = 0; i < 10; i++) {
                asked(engine);
            }
        }
        assertEquals(Map.of(), new MemoryStore(world.disk).calibrations());
    }

    @Test
    void twoEnginesOnOneStoreHaveOneFigureForAVersion() {
        try (Engine one = world.beside();
                Engine other = world.beside()) {
            for (int i = 0; i < 16; i++) {
                asked(List.of(one, other).get(i % 2));
            }
            Map<String, Object> of = Json.object(asked(one).get("calibration"));
            assertEquals(of, Json.object(asked(other).get("calibration")));
            assertEquals((long) stored().version(), of.get("version"));
        }
    }

    private Calibration stored() {
        return MemoryStore.shared(world.disk, world.clock).calibrations().get(KEY);
    }
}
