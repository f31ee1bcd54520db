package dev.signalbox.runtime.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.value.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void everyEventComesBackEqualWithAllOfItsFields() {
        everyEventComesBack(new Samples(true));
    }

    @Test
    void everyEventComesBackEqualWithAsLittleAsItMayHave() {
        everyEventComesBack(new Samples(false));
    }

    private static void everyEventComesBack(Samples samples) {
        List<Event> events = samples.ofEvery(Event.class);
        assertEquals(Event.class.getPermittedSubclasses().length, events.size());
        for (Event event : events) {
            String text = LogText.write(Codec.event(event));
            assertEquals(event, Codec.event(LogText.parse(text)), text);
            assertEquals("[" + text + "]", Codec.text(List.of(event)));
        }
    }

    @Test
    void everyEffectComesBackEqual() {
        for (boolean full : List.of(true, false)) {
            for (Effect effect : new Samples(full).ofEvery(Effect.class)) {
                assertEquals(effect, Codec.effect(LogText.parse(LogText.write(Codec.effect(effect)))));
                assertEquals(LogText.write(Codec.effect(effect)), Codec.text(effect));
            }
            Hold hold = (Hold) new Samples(full).of(Hold.class);
            assertEquals(hold, Codec.hold(LogText.parse(LogText.write(Codec.hold(hold)))));
            assertEquals(LogText.write(Codec.hold(hold)), Codec.text(hold));
        }
    }

    @Test
    void anEventIsWrittenAsPeopleReadIt() {
        Event event = new Event.HoldApproved(
                AT, new HoldId("r.pay.1"), "abc", "sam", "console", true, null, AT.plusSeconds(60));
        assertEquals(
                "{\"seq\":7,\"at\":\"2026-03-02T12:00:00Z\",\"type\":\"HoldApproved\",\"hold\":\"r.pay.1\",\"hash\":\"abc\","
                        + "\"by\":\"sam\",\"via\":\"console\",\"authenticated\":true,\"good_until\":\"2026-03-02T12:01:00Z\"}",
                LogText.write(Codec.event(7, event)));
    }

    @Test
    void aNullInsideDataStaysANullAndAnAbsentFieldStaysAbsent() {
        Event with = new Event.RunEnded(AT, "succeeded", Json.NULL, null);
        Event.RunEnded read =
                assertInstanceOf(Event.RunEnded.class, Codec.event(LogText.parse(LogText.write(Codec.event(with)))));
        assertSame(Json.NULL, read.output());
        assertEquals(null, read.error());
    }

    @Test
    void numbersKeepTheirKind() {
        Object value = LogText.parse(LogText.write(List.of(5.0, 5L, 0.1, -0.0, 9007199254740993L)));
        assertEquals(List.of(5.0, 5L, 0.1, -0.0, 9007199254740993L), value);
    }

    @Test
    void anEventOfANewerProgramIsRefused() {
        CodecException refused = assertThrows(
                CodecException.class,
                () -> Codec.event(LogText.parse("{\"type\":\"RunTeleported\",\"at\":\"2026-03-02T12:00:00Z\"}")));
        assertTrue(String.valueOf(refused.getMessage()).contains("RunTeleported"), refused.getMessage());
    }

    @Test
    void aFieldThatThisProgramDoesNotKnowIsRefused() {
        Map<String, Object> json = new LinkedHashMap<>(Codec.event(new Event.RunRetried(AT, "sam")));
        json.put("why", "because");
        assertTrue(String.valueOf(assertThrows(CodecException.class, () -> Codec.event(json))
                        .getMessage())
                .contains("why"));
    }

    @Test
    void aFieldThatIsMissingIsRefused() {
        Map<String, Object> json = new LinkedHashMap<>(Codec.event(new Event.RunRetried(AT, "sam")));
        json.remove("by");
        assertTrue(String.valueOf(assertThrows(CodecException.class, () -> Codec.event(json))
                        .getMessage())
                .contains("by"));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThrows(CodecException.class, () -> LogText.parse("{\"a\":"));
        assertThrows(CodecException.class, () -> LogText.parse("1 2"));
        assertThrows(CodecException.class, () -> LogText.parse(""));
        assertThrows(CodecException.class, () -> LogText.parse("{\"a\":1,\"a\":2}"));
        assertThrows(CodecException.class, () -> LogText.parse("1e400"));
        assertThrows(CodecException.class, () -> LogText.parse("[-" + "9".repeat(400) + "]"));
        assertThrows(CodecException.class, () -> LogText.write(Double.NaN));
        assertThrows(CodecException.class, () -> LogText.write(AT));
    }
}
