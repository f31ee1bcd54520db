package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds the engine is told as it begins which of its functions are not what the flows declare. */
class MisfitsTest {
    record Parcel(String order, double weight) {}

    record Order(String order) {}

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aFlowWithTwoActionsInJava() throws IOException {
        Files.writeString(folder.resolve("parcel.flow.yaml"), """
                signalbox: 1
                flow: parcel
                version: 1.0.0
                limits: { steps: 5, duration: 1h }
                actions:
                  send_again:
                    java: send_again
                    args: { type: object, required: [order, weight], properties: { order: { type: string }, weight: { type: number } } }
                    effect: read
                  announce: { java: signalbox.emit, args: { type: object }, effect: read }
                start: send
                states:
                  send: { call: send_again, with: { order: O9, weight: 2.5 }, otherwise: { failed: done }, next: tell }
                  tell: { call: announce, with: { event: sent }, otherwise: { failed: done }, next: done }
                  done: { end: succeeded }
                """);
    }

    @Test
    void whatFitsIsNotTold() {
        assertEquals(List.of(), misfits(builder().action("send_again", Parcel.class, parcel -> Map.of())));
    }

    @Test
    void whatNobodyGaveIsTold() {
        assertEquals(
                List.of("parcel.flow.yaml:6:3: the action send_again is `java: send_again`, which nobody gave; there is"
                        + " send_agian."),
                misfits(builder().action("send_agian", Parcel.class, parcel -> Map.of())));
    }

    @Test
    void whatTakesSomethingElseIsTold() {
        List<String> told = misfits(builder().action("send_again", Order.class, order -> Map.of()));
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().contains("parcel.flow.yaml:6:3: the action send_again"), told::toString);
        assertTrue(told.getFirst().contains("args.weight is no component of the record"), told::toString);
    }

    @Test
    void aProgramWithoutAnyActionOnlyLooks() {
        assertEquals(List.of(), misfits(builder()));
    }

    private Signalbox.Builder builder() {
        return Signalbox.builder().workspace(folder).database("memory");
    }

    private static List<String> misfits(Signalbox.Builder builder) {
        try (Engine engine = builder.build()) {
            return engine.misfits();
        }
    }
}
