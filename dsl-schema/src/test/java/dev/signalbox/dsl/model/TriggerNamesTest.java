package dev.signalbox.dsl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriggerNamesTest {
    private static final Place NOWHERE = new Place(Span.point("f", 1, 1), "");
    private static final Template NOTHING = new Template.Fields(Map.of(), NOWHERE);

    private static Trigger http(String path) {
        return new Trigger.Http(
                path, new Trigger.Signature("S", null, null, null, Trigger.Signature.TOLERANCE), NOTHING, NOWHERE);
    }

    private static Trigger schedule(String cron, String zone) {
        return new Trigger.Schedule(cron, zone, Trigger.Missed.LATEST, NOTHING, NOWHERE);
    }

    private static Trigger event(String name) {
        return new Trigger.Event(new EventName(name), NOTHING, NOWHERE);
    }

    private static List<String> names(Trigger... triggers) {
        return List.copyOf(TriggerNames.of(List.of(triggers)).keySet());
    }

    @Test
    void a_name_says_what_it_listens_to() {
        assertEquals(
                List.of("http-hooks-tickets", "schedule-0-9-x-x-mon-europe-berlin", "event-order.created"),
                names(http("/hooks/tickets"), schedule("0 9 * * MON", "Europe/Berlin"), event("order.created")));
    }

    @Test
    void it_stays_when_others_move() {
        List<Trigger> some = new ArrayList<>(
                List.of(http("/hooks/a-b"), http("/hooks/a/b"), schedule("*/5 * * * *", "UTC"), event("x")));
        Map<String, Trigger> before = TriggerNames.of(some);
        java.util.Collections.reverse(some);
        assertEquals(before, TriggerNames.of(some));
        assertEquals(4, before.size());
    }

    @Test
    void two_that_are_alike_are_counted() {
        assertEquals(List.of("event-x", "event-x-2"), names(event("x"), event("x")));
    }

    @Test
    void whatever_is_written_it_is_one_plain_part_of_a_path() {
        Set<String> names = TriggerNames.of(List.of(http("/hooks/" + "ä/%2f".repeat(90)), schedule("? # L , -", "Z")))
                .keySet();
        assertTrue(names.stream().allMatch(name -> name.matches("[a-z0-9._~-]{1,120}")), names.toString());
    }
}
