package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.signalbox.cli.print.Timeline;
import dev.signalbox.core.event.Event;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineTest {
    static List<String> types() {
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }

    /** An event that the timeline does not know is told by its bare type: a new one has to be given words. */
    @ParameterizedTest
    @MethodSource("types")
    void every_kind_of_event_has_words_or_is_left_out_on_purpose(String type) {
        Map<String, Object> event = new HashMap<>(Map.of("seq", 1L, "at", "2026-01-31T12:00:00Z", "type", type));

        new Timeline(ZoneOffset.UTC)
                .line(event)
                .ifPresent(line -> assertNotEquals(type, line.substring(line.lastIndexOf("  ") + 2)));
    }

    @ParameterizedTest
    @MethodSource("someEvents")
    void lines_say_what_happened(Map<String, Object> event, String line) {
        assertEquals(line, new Timeline(ZoneOffset.UTC).line(event).orElse(""));
    }

    static List<org.junit.jupiter.params.provider.Arguments> someEvents() {
        String at = "2026-01-31T12:00:00Z";
        return List.of(
                org.junit.jupiter.params.provider.Arguments.of(
                        Map.of(
                                "at", at,
                                "type", "CallFailed",
                                "step", "r/pay/1/",
                                "kind", "http.503",
                                "message", "busy",
                                "retry_at", at),
                        "12:00:00  pay               http.503: busy; tried again"),
                org.junit.jupiter.params.provider.Arguments.of(
                        Map.of(
                                "at", at,
                                "type", "HoldApproved",
                                "hold", "r.pay.1",
                                "by", "sam",
                                "authenticated", false,
                                "note", "fine"),
                        "12:00:00  pay               approved by sam (not signed in): fine"));
    }
}
